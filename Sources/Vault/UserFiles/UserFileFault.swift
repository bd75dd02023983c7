/// Why a plaintext is no connection file, and where.
package struct UserFileFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A JSONPath such as `$.connections[0].grant`, or a line and column where it is no JSON.
    package let place: String
    /// One sentence, lower case, no final stop, without anything the file holds.
    package let reason: String

    package var description: String { "\(reason), at \(place)" }
}
