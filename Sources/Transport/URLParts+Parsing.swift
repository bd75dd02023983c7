extension URLParts {
    /// The longest URL read, in bytes.
    package static let longest = 16 * 1024

    package init(_ text: String) throws(URLFault) {
        var rest = Substring(text)
        guard !rest.isEmpty else { throw .empty }
        guard rest.utf8.count <= Self.longest else { throw .tooLong }
        guard rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .foreignCharacter }

        fragment = Self.cut(&rest, from: UInt8(ascii: "#"))
        query = Self.cut(&rest, from: UInt8(ascii: "?"))

        guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw .noScheme }
        scheme = try Self.scheme(rest[..<colon])
        rest = rest[rest.utf8.index(after: colon)...]
        guard rest.utf8.starts(with: "//".utf8) else { throw .noAuthority }
        rest = Substring(rest.utf8.dropFirst(2))

        let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        (host, port) = try Self.authority(rest[..<slash])
        path = String(rest[slash...])

        try Self.check(path, allowing: Self.pathCharacters)
        try Self.check(query ?? "", allowing: Self.queryCharacters)
        try Self.check(fragment ?? "", allowing: Self.queryCharacters)
    }

    private static let unreserved = Set("-._~".utf8)
    private static let subDelimiters = Set("!$&'()*+,;=".utf8)
    private static let pathCharacters = unreserved.union(subDelimiters).union(":@/".utf8)
    /// The second row is not RFC 3986: providers write brackets, bars and braces into the URLs of
    /// next pages, and every client sends them as they are.
    private static let queryCharacters = pathCharacters.union("?".utf8).union("[]|{}^`".utf8)

    private static func cut(_ rest: inout Substring, from mark: UInt8) -> String? {
        guard let index = rest.utf8.firstIndex(of: mark) else { return nil }
        defer { rest = rest[..<index] }
        return String(rest[rest.utf8.index(after: index)...])
    }

    private static func scheme(_ text: Substring) throws(URLFault) -> String {
        let lower = text.lowercased()
        guard let first = lower.utf8.first, isLetter(first) else { throw .noScheme }
        let allowed = lower.utf8.allSatisfy {
            isLetter($0) || isDigit($0) || "+-.".utf8.contains($0)
        }
        guard allowed else { throw .noScheme }
        return lower
    }

    private static func authority(
        _ text: Substring
    ) throws(URLFault) -> (host: String, port: Int?) {
        guard !text.utf8.contains(UInt8(ascii: "@")) else { throw .userInfo }
        var name = text
        var port: Int?
        let bracket = text.utf8.lastIndex(of: UInt8(ascii: "]")) ?? text.startIndex
        if let colon = text[bracket...].utf8.lastIndex(of: UInt8(ascii: ":")) {
            let digits = text[text.utf8.index(after: colon)...]
            guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit),
                let number = Int(digits), (1...65535).contains(number)
            else { throw .badPort }
            port = number
            name = text[..<colon]
        }
        let host = name.lowercased()
        guard URLHost.isWellFormed(host) else { throw .badHost }
        return (host, port)
    }

    private static func check(_ part: String, allowing allowed: Set<UInt8>) throws(URLFault) {
        let bytes = Array(part.utf8)
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "%") {
                guard bytes.count - index > 2, isHex(bytes[index + 1]), isHex(bytes[index + 2])
                else { throw .badPercent }
            } else if !isLetter(byte) && !isDigit(byte) && !allowed.contains(byte) {
                throw .badCharacter
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
