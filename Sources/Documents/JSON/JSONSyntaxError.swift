/// Why bytes are no JSON text, and where.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault's place, from 1; columns in Unicode scalars.
    package let line: Int
    package let column: Int
    /// One sentence, lower case, no final stop; quotes no more of the text than its structure.
    package let message: String

    package init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    package var description: String { "\(line):\(column): \(message)" }
}
