/// What a request may carry in its header section (RFC 9110 sections 5.1 and 5.5).
enum HTTPField {
    /// Names that belong to the transport: they frame the message or choose who gets it.
    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]

    /// Why the header cannot be sent; nil when it can.
    ///
    /// The value is never part of the reason.
    static func fault(name: String, value: String) -> String? {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
            return "a header name is malformed"
        }
        guard !reserved.contains(name.lowercased()), !name.lowercased().hasPrefix("proxy-") else {
            return "the header \(name) belongs to the transport"
        }
        let isClean = value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
        return isClean ? nil : "the header \(name) holds a control character or a line break"
    }

    /// A method is a token; those that make a tunnel or a mirror are not for us.
    static func isMethod(_ method: String) -> Bool {
        (1...20).contains(method.utf8.count)
            && method.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            && method != "CONNECT" && method != "TRACE"
    }

    /// Whether two names are one: the case of ASCII letters says nothing (RFC 9110 section 5.1).
    static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { lowered($0) == lowered($1) }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
