/// Why a text is no I-Regexp, and where.
package struct IRegexpError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault's place: Unicode scalars from the expression's start, from 0.
    package let offset: Int
    /// One sentence, lower case, no final stop.
    package let message: String

    package init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }

    package var description: String { "\(message), at character \(offset + 1)" }
}
