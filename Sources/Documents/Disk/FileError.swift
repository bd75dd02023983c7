/// What the disk refused, with the path and the operation.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Operation: String, Hashable, Sendable {
        case read, list, replace, remove, move
    }

    package let operation: Operation
    package let path: String
    /// The system's `errno`, or `nil` where Latchkey refused (too large, not a regular file).
    package let code: Int32?
    /// One sentence, lower case, no final stop.
    package let reason: String

    package init(_ operation: Operation, _ path: String, code: Int32? = nil, reason: String) {
        self.operation = operation
        self.path = path
        self.code = code
        self.reason = reason
    }

    package var description: String { "can't \(operation.rawValue) \(path): \(reason)" }
}
