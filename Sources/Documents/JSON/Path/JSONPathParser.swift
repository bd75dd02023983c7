/// Reads a query by the grammar of RFC 9535; one method a rule or two.
struct JSONPathParser {
    /// How deep parentheses, filters and calls may be nested: the parser recurses.
    static let deepestNesting = 64
    /// How often overlapping selectors may select one value (RFC 9535, section 4.1).
    static let mostOverlap = 64

    private let scalars: [Unicode.Scalar]
    /// The offset of the next scalar.
    var position = 0
    private var depth = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// The whole text as one query.
    mutating func document() throws(JSONPathError) -> [JSONPathSegment] {
        guard accept("$") else { throw fault("a query starts with '$'") }
        let segments = try segments()
        guard let next = upcoming else { return segments }
        throw fault(
            isBlank(next)
                ? "a query has no white space at its end"
                : "expected '.', '..' or '[' and what they select"
        )
    }

    /// The next scalar; `nil` at the end.
    var upcoming: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    func fault(_ message: String, at offset: Int? = nil) -> JSONPathError {
        JSONPathError(offset: offset ?? position, message: message)
    }

    /// Passes the next scalars if they are these.
    mutating func accept(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    mutating func skipBlanks() {
        while let next = upcoming, isBlank(next) { position += 1 }
    }

    /// Passes blanks and then these scalars, or nothing at all.
    mutating func acceptAfterBlanks(_ text: String) -> Bool {
        let start = position
        skipBlanks()
        if accept(text) { return true }
        position = start
        return false
    }

    /// The scalars from an offset to here.
    func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<position])
        return String(text)
    }

    /// Passes scalars as long as they fit.
    mutating func skip(while fits: (Unicode.Scalar) -> Bool) {
        while let next = upcoming, fits(next) { position += 1 }
    }

    mutating func nested<Result>(
        _ body: (inout Self) throws(JSONPathError) -> Result
    ) throws(JSONPathError) -> Result {
        guard depth < Self.deepestNesting else {
            throw fault("the query is nested deeper than \(Self.deepestNesting) levels")
        }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
