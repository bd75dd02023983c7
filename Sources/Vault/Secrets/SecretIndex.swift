/// Finds any of very many byte strings in a text, in one pass over it.
///
/// A window of eight bytes moves over the text; a bitmap says for nearly every place that no secret
/// begins there. Where one may, the text from there is hashed at each length a secret has, so that
/// thousands of tokens with one beginning cost no more than one.
struct SecretIndex {
    /// The shortest secret that is searched for anywhere in a text.
    static let windowSize = 8
    /// The shortest secret that is searched for at all.
    static let shortestSize = 4

    private static let bitCount = 1 << 22

    private var bits: [UInt64] = []
    private var prefixes: Set<UInt64> = []
    /// Hashes of 64 bits stand for the secrets: seven forms of each would be much memory.
    private var hashes: Set<Int> = []
    private var lengths: [Int] = []
    private var short: Set<[UInt8]> = []

    /// Adds a secret: as it is and, if it is long enough, in base64.
    mutating func insert(_ secret: [UInt8]) {
        guard secret.count >= Self.shortestSize else { return }
        guard secret.count >= Self.windowSize else {
            short.insert(secret)
            return
        }
        insertNeedle(secret)
        for form in Base64Forms.inside(secret) { insertNeedle(form) }
    }

    private mutating func insertNeedle(_ needle: [UInt8]) {
        guard hashes.insert(needle.hashValue).inserted else { return }
        if bits.isEmpty { bits = Array(repeating: 0, count: Self.bitCount / 64) }
        let prefix = needle.prefix(Self.windowSize).reduce(0) { $0 << 8 | UInt64($1) }
        prefixes.insert(prefix)
        let bit = Self.bit(for: prefix)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
        if !lengths.contains(needle.count) {
            lengths.append(needle.count)
            lengths.sort()
        }
    }

    private static func bit(for prefix: UInt64) -> Int {
        // Multiplying by an odd number spreads what differs into the highest bits.
        Int(truncatingIfNeeded: (prefix &* 0x9E37_79B9_7F4A_7C15) >> 42)
    }

    /// Whether any secret is in the text.
    func matches(_ text: [UInt8]) -> Bool {
        (!hashes.isEmpty && hasLong(text)) || (!short.isEmpty && hasShort(text))
    }

    private func hasLong(_ text: [UInt8]) -> Bool {
        var window: UInt64 = 0
        for (end, byte) in text.enumerated() {
            window = window << 8 | UInt64(byte)
            guard end >= Self.windowSize - 1 else { continue }
            let bit = Self.bit(for: window)
            guard bits[bit >> 6] & 1 << UInt64(bit & 63) != 0, prefixes.contains(window) else {
                continue
            }
            let start = end - (Self.windowSize - 1)
            for length in lengths {
                guard start + length <= text.count else { break }
                if hashes.contains(Array(text[start..<start + length]).hashValue) { return true }
            }
        }
        return false
    }

    /// Looks at each run of bytes between quotes or the marks of a form.
    private func hasShort(_ text: [UInt8]) -> Bool {
        text.split(omittingEmptySubsequences: true) { Self.separators.contains($0) }
            .contains { piece in
                piece.count >= Self.shortestSize && piece.count < Self.windowSize
                    && short.contains(Array(piece))
            }
    }

    private static let separators = Set("\"'=&?#\n\r".utf8)
}
