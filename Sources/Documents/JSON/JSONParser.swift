/// Reads one JSON text without recursion: depth costs heap, never stack.
struct JSONParser {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    let bytes: [UInt8]
    let depthLimit: Int
    /// The offset of the next byte.
    var position = 0
    private var open: [JSONContainer] = []

    init(_ bytes: [UInt8], depthLimit: Int = JSONValue.deepestNesting) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next byte; 0, which no structure starts with, at the end.
    var upcoming: UInt8 { position < bytes.count ? bytes[position] : 0 }

    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        try checkEncoding()
        if bytes.starts(with: Self.byteOrderMark) { position = Self.byteOrderMark.count }
        skipBlanks()
        if isAtEnd { throw fault("the text is empty, where a JSON value should be") }
        while true {
            // A value comes next. Without one a container was opened, and its first value does.
            guard var value = try scalarOrOpening() else { continue }
            while true {
                skipBlanks()
                guard let innermost = open.indices.last else {
                    if isAtEnd { return value }
                    throw fault("the text goes on after the end of its value")
                }
                open[innermost].add(value)
                if try continues(open[innermost].kind) { break }
                value = open.removeLast().value
            }
        }
    }

    func fault(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(message, at: offset ?? position, in: bytes)
    }

    func missing(_ expected: String) -> JSONSyntaxError {
        fault(isAtEnd ? "the text ends where \(expected) should be" : "expected \(expected)")
    }

    mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                position += 1
            default: return
            }
        }
    }

    private func checkEncoding() throws(JSONSyntaxError) {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw fault("the text is not UTF-8", at: error.byteOffsets.lowerBound)
        }
    }

    /// The scalar or empty container that comes next; `nil` when a container was opened.
    private mutating func scalarOrOpening() throws(JSONSyntaxError) -> JSONValue? {
        switch upcoming {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "{"): return try opening(.object)
        case UInt8(ascii: "["): return try opening(.array)
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw missing("a value")
        }
    }

    private mutating func opening(
        _ kind: JSONContainer.Kind
    ) throws(JSONSyntaxError) -> JSONValue? {
        if open.count >= depthLimit {
            throw fault("arrays and objects are nested deeper than \(depthLimit) levels")
        }
        let container = JSONContainer(kind, start: position)
        position += 1
        skipBlanks()
        if upcoming == kind.closingBracket {
            position += 1
            return container.value
        }
        open.append(container)
        if kind == .object { try name() }
        return nil
    }

    /// Passes a comma, and is true, or the container's closing bracket.
    private mutating func continues(
        _ kind: JSONContainer.Kind
    ) throws(JSONSyntaxError) -> Bool {
        switch upcoming {
        case UInt8(ascii: ","):
            position += 1
            skipBlanks()
            if kind == .object { try name() }
            return true
        case kind.closingBracket:
            position += 1
            return false
        default:
            if isAtEnd, let innermost = open.last {
                throw fault("this \(kind) is not closed", at: innermost.start)
            }
            throw fault(
                kind == .object
                    ? "expected ',' or '}' after a member" : "expected ',' or ']' after an element"
            )
        }
    }

    /// Reads a member's name and colon into the innermost container.
    private mutating func name() throws(JSONSyntaxError) {
        guard upcoming == UInt8(ascii: "\"") else {
            throw missing("a member's name in double quotes")
        }
        let name = try string()
        skipBlanks()
        guard upcoming == UInt8(ascii: ":") else { throw missing("':' after a member's name") }
        position += 1
        skipBlanks()
        open[open.count - 1].name = name
    }

    private mutating func literal(
        _ word: String,
        _ value: JSONValue
    ) throws(JSONSyntaxError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw missing("a value") }
        position += word.utf8.count
        return value
    }
}
