/// Gathers an answer from the lines and pieces curl hands over, and stops it where it grows too
/// large.
///
/// Keeps the headers of the final answer only.
struct AnswerReader {
    /// All header lines together, in bytes; nobody honest needs so many.
    static let headerLimit = 256 * 1024

    private enum Part {
        case statusLine, fields, ended
    }

    private let limit: Int
    private var part = Part.statusLine
    private var headerBytes = 0
    private(set) var headers: [(name: String, value: String)] = []
    private(set) var body: [UInt8] = []
    private(set) var hasBegun = false
    private(set) var isTooLarge = false

    /// Whether the header section came to its end; curl takes a connection that closes before for
    /// the end of an empty answer.
    var hasWholeHead: Bool { part == .ended }

    /// The largest body, in bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes one line, its line break included; false when it must not go on.
    mutating func takeHeaderLine(_ line: some Collection<UInt8>) -> Bool {
        hasBegun = true
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else {
            isTooLarge = true
            return false
        }
        let bytes = Array(line)
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x0D || bytes[end - 1] == 0x0A { end -= 1 }
        take(String(decoding: bytes[..<end], as: UTF8.self))
        return true
    }

    /// Takes a piece of the body, decompressed; false when it must not go on.
    mutating func takeBody(_ bytes: some Collection<UInt8>) -> Bool {
        hasBegun = true
        guard bytes.count <= limit - body.count else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    private mutating func take(_ line: String) {
        switch part {
        case .statusLine:
            headers = []
            part = .fields
        case .fields where line.isEmpty:
            part = .ended
        case .fields:
            takeField(line)
        case .ended where body.isEmpty && line.hasPrefix("HTTP/"):
            // What came before was an interim answer (RFC 9110 section 15.2).
            headers = []
            part = .fields
        case .ended:
            // A trailer: nothing that follows the body may change what is thought of it.
            break
        }
    }

    private mutating func takeField(_ line: String) {
        if line.hasPrefix(" ") || line.hasPrefix("\t") {
            // A folded line (RFC 9112 section 5.2) goes on with the value before it.
            guard let last = headers.indices.last else { return }
            headers[last].value += " " + Self.trimmed(line[...])
        } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = Self.trimmed(line[line.utf8.index(after: colon)...])
            headers.append((String(line[..<colon]), value))
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let head = text.utf8.drop(while: isBlank)
        guard let last = head.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(Substring(head[...last]))
    }
}
