/// Why a text is no duration, and where.
package struct SpanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault's place: Unicode scalars from the text's start, from 0.
    package let offset: Int
    /// One sentence, lower case, no final stop.
    package let message: String

    package init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }

    /// What to write instead, for people.
    package static let hint = "write 90s, 10m, 24h, 60d, 2w, 6mo, 1y, or a sum such as 1h30m"

    package var description: String { message }
}
