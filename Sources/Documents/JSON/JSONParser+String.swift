extension JSONParser {
    /// Reads a string from its opening quote to past its closing one.
    ///
    /// The bytes are known to be UTF-8.
    mutating func string() throws(JSONSyntaxError) -> String {
        let start = position + 1
        position = start
        try passPlainBytes(of: start - 1)
        if bytes[position] == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var content = Array(bytes[start..<position])
        while bytes[position] == UInt8(ascii: "\\") {
            try appendEscape(to: &content)
            let plain = position
            try passPlainBytes(of: start - 1)
            content += bytes[plain..<position]
        }
        position += 1
        return String(decoding: content, as: UTF8.self)
    }

    /// Stops at the next quote or backslash, which is sure to be there.
    private mutating func passPlainBytes(of opening: Int) throws(JSONSyntaxError) {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 {
                throw fault("a control character in a string must be written as an escape")
            }
            position += 1
        }
        throw fault("a string is not closed", at: opening)
    }

    private mutating func appendEscape(to content: inout [UInt8]) throws(JSONSyntaxError) {
        let start = position
        position += 1
        let letter = upcoming
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content += String(try escapedScalar(from: start)).utf8
        default:
            throw fault(
                "a backslash in a string stands before one of \" \\ / b f n r t u",
                at: start
            )
        }
    }

    /// The scalar of one `\uXXXX` or a pair of them; U+FFFD for a surrogate without its partner.
    private mutating func escapedScalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try hexadecimalUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let afterFirst = position
        guard UTF16.isLeadSurrogate(unit), bytes[position...].starts(with: "\\u".utf8) else {
            return "\u{FFFD}"
        }
        position += 2
        let partner = try hexadecimalUnit(from: afterFirst)
        guard UTF16.isTrailSurrogate(partner) else {
            // It is an escape of its own.
            position = afterFirst
            return "\u{FFFD}"
        }
        let value = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(partner & 0x3FF))
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private mutating func hexadecimalUnit(from start: Int) throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(upcoming)).hexDigitValue else {
                throw fault("'\\u' in a string needs four hexadecimal digits", at: start)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
