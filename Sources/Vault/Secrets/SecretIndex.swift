/// Finds any of very many byte strings in a text, in one pass over it.
///
/// A window of eight bytes moves over the text; a bitmap says for nearly every place that no secret
/// begins there. Where one may, the text from there is looked up at each length of the secrets that
/// begin so, by a hash that costs the same at any length: thousands of tokens with one beginning, or
/// a token of a hundred thousand equal letters in a text of them, cost a few passes and no more.
struct SecretIndex {
    /// The shortest secret that is searched for anywhere in a text.
    static let windowSize = 8
    /// The shortest secret that is searched for at all.
    static let shortestSize = 4

    private static let bitCount = 1 << 22

    private var bits: [UInt64] = []
    /// The lengths, rising, of the secrets that begin with these eight bytes.
    private var lengths: [UInt64: [Int]] = [:]
    /// Hashes of 61 bits stand for the secrets: seven forms of each would be much memory.
    private var hashes: Set<UInt64> = []
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
        guard hashes.insert(RollingHash.of(needle)).inserted else { return }
        if bits.isEmpty { bits = Array(repeating: 0, count: Self.bitCount / 64) }
        let prefix = needle.prefix(Self.windowSize).reduce(0) { $0 << 8 | UInt64($1) }
        let bit = Self.bit(for: prefix)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
        var known = lengths[prefix] ?? []
        if !known.contains(needle.count) {
            known.append(needle.count)
            known.sort()
            lengths[prefix] = known
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
        // Most texts never need it.
        var rolling: RollingHash?
        for (end, byte) in text.enumerated() {
            window = window << 8 | UInt64(byte)
            guard end >= Self.windowSize - 1 else { continue }
            let bit = Self.bit(for: window)
            guard bits[bit >> 6] & 1 << UInt64(bit & 63) != 0, let lengths = lengths[window] else {
                continue
            }
            let start = end - (Self.windowSize - 1)
            let hash = rolling ?? RollingHash(text)
            rolling = hash
            for length in lengths {
                guard start + length <= text.count else { break }
                if hashes.contains(hash.hash(from: start, length: length)) { return true }
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
