/// A grant or a waiting code that a removed recipient could have read.
package struct ExposedGrant: Sendable, Hashable, CustomStringConvertible {
    package var user: UserID
    package var provider: String
    package var label: String

    package var description: String { "\(user)/\(provider)/\(label)" }
}
