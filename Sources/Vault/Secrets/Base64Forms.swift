/// What base64 (RFC 4648) of a longer text surely shows of a part of it.
enum Base64Forms {
    private static let standard = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// The characters that depend on the bytes alone: three alignments, each in both alphabets.
    static func inside(_ bytes: [UInt8]) -> [[UInt8]] {
        var forms: [[UInt8]] = []
        for skipped in 0..<3 {
            let form = inside(bytes, after: skipped)
            forms.append(form)
            let urlSafe = form.map(urlSafe)
            if urlSafe != form { forms.append(urlSafe) }
        }
        return forms
    }

    /// The characters of six bits that lie wholly in the bytes, when so many others come before.
    private static func inside(_ bytes: [UInt8], after skipped: Int) -> [UInt8] {
        var form: [UInt8] = []
        form.reserveCapacity(bytes.count * 4 / 3 + 1)
        // The first character whose six bits begin at or after the first bit of the bytes.
        var bit = (skipped * 8 + 5) / 6 * 6 - skipped * 8
        while bit + 6 <= bytes.count * 8 {
            let (byte, shift) = (bit / 8, bit % 8)
            let next = byte + 1 < bytes.count ? UInt16(bytes[byte + 1]) : 0
            let pair = UInt16(bytes[byte]) << 8 | next
            form.append(standard[Int(pair >> UInt16(10 - shift)) & 63])
            bit += 6
        }
        return form
    }

    private static func urlSafe(_ character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: character
        }
    }
}
