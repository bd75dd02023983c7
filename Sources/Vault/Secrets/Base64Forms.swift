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

    /// What the forms of a text begin with, eight characters each, where the text begins with these
    /// eight bytes, the first of them highest.
    static func beginnings(of window: UInt64) -> [UInt64] {
        var beginnings: [UInt64] = []
        beginnings.reserveCapacity(6)
        for skipped in 0..<3 {
            let first = firstBit(after: skipped)
            var (form, urlSafe): (UInt64, UInt64) = (0, 0)
            for index in 0..<8 {
                let bits = window >> UInt64(58 - first - 6 * index) & 63
                let character = standard[Int(bits)]
                form = form << 8 | UInt64(character)
                urlSafe = urlSafe << 8 | UInt64(Self.urlSafe(character))
            }
            beginnings.append(form)
            if urlSafe != form { beginnings.append(urlSafe) }
        }
        return beginnings
    }

    /// The first character's first bit that begins at or after the first bit of the bytes.
    private static func firstBit(after skipped: Int) -> Int {
        (skipped * 8 + 5) / 6 * 6 - skipped * 8
    }

    /// The characters of six bits that lie wholly in the bytes, when so many others come before.
    private static func inside(_ bytes: [UInt8], after skipped: Int) -> [UInt8] {
        var form: [UInt8] = []
        form.reserveCapacity(bytes.count * 4 / 3 + 1)
        var bit = firstBit(after: skipped)
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
