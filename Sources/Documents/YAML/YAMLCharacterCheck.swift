/// Finds what no YAML text may hold: bytes that are not UTF-8, and control characters.
enum YAMLCharacterCheck {
    /// As many control characters as one look needs to show.
    private static let most = 10

    /// Every forbidden character up to the first ten, ending at the first bad byte.
    static func problems(in source: SourceFile) -> [Diagnostic] {
        let start = source.location(byte: 0)
        if source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF]) {
            return [Diagnostic(at: start, "the file is UTF-16", hint: "save it as UTF-8")]
        }
        var problems: [Diagnostic] = []
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = source.bytes.makeIterator()
        var offset = 0
        while problems.count < most {
            switch parser.parseScalar(from: &bytes) {
            case .emptyInput:
                return problems
            case .error:
                problems.append(badByte(at: offset, in: source))
                return problems
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                if !isAllowed(scalar) {
                    problems.append(forbidden(scalar, at: offset, in: source))
                }
                offset += encoded.count
            }
        }
        return problems
    }

    private static func badByte(at offset: Int, in source: SourceFile) -> Diagnostic {
        let byte = offset < source.bytes.count ? source.bytes[offset] : 0
        return Diagnostic(
            at: source.location(byte: offset),
            "the file is not UTF-8: byte \(hexadecimal(UInt32(byte), digits: 2)) can't stand here",
            hint: "save the file as UTF-8"
        )
    }

    private static func forbidden(
        _ scalar: Unicode.Scalar,
        at offset: Int,
        in source: SourceFile
    ) -> Diagnostic {
        Diagnostic(
            at: source.location(byte: offset),
            "the invisible character U+\(hexadecimal(scalar.value, digits: 4)) can't stand here",
            hint: "remove it, or write it as an escape in double quotation marks"
        )
    }

    /// The printable characters of YAML 1.2.2, section 5.1, without a second byte order mark.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85: true
        case 0xFEFF: false
        case 0xA0...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
