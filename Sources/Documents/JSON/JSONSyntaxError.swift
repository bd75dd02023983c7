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

    /// Finds the line and column of a byte offset; a byte order mark takes no column.
    init(_ message: String, at offset: Int, in bytes: [UInt8]) {
        var line = 1
        var column = 1
        let start =
            bytes.starts(with: JSONParser.byteOrderMark) ? JSONParser.byteOrderMark.count : 0
        for byte in bytes.prefix(offset).dropFirst(start) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                column += 1
            }
        }
        self.init(line: line, column: column, message: message)
    }

    package var description: String { "\(line):\(column): \(message)" }
}
