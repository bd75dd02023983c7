/// Finds any of very many byte strings in a text, in one pass over it.
///
/// A window of eight bytes moves over the text; a bitmap says for nearly every place that no secret
/// begins there. Where one may, the text from there is looked up at each length of the secrets that
/// begin so, by a hash that costs the same at any length: thousands of tokens with one beginning, or
/// a token of a hundred thousand equal letters in a text of them, cost a few passes and no more.
///
/// A secret's hashes are worked out for the first text in which it may begin: most have none.
struct SecretIndex {
    /// The shortest secret that is searched for anywhere in a text.
    static let windowSize = 8
    /// The shortest secret that is searched for at all.
    static let shortestSize = 4

    private static let bitCount = 1 << 22

    /// A place in a text where a secret may begin, and the eight bytes there.
    private struct Beginning {
        let place: Int
        let window: UInt64
    }

    private var bits: [UInt64] = []
    /// Which bytes are among the first eight of any secret, in any form: no window with another one
    /// need be looked up.
    private var alphabet = [Bool](repeating: false, count: 256)
    /// Each is the very text its holder has: bytes of its own would be every token once more.
    private var secrets: [String] = []
    /// Secrets whose hashes are still to be worked out, in chains: of those that begin with the same
    /// eight bytes in some form, the place of the last in `links`, each of which leads to the one before.
    ///
    /// At the end of a chain, and where its hashes are worked out, is `done`.
    private var chains: [UInt64: Int32] = [:]
    private var links: [Link] = []
    private static let done: Int32 = -1

    private struct Link {
        /// The secret's place in `secrets`.
        let secret: Int32
        let next: Int32
    }

    /// The lengths, rising, of the secrets that begin with these eight bytes.
    private var lengths: [UInt64: [Int]] = [:]
    /// Hashes of 61 bits stand for the secrets: seven forms of each would be much memory.
    private var hashes: Set<UInt64> = []
    private var short: Set<[UInt8]> = []

    /// A secret, and what it begins with in its forms: worked out where nobody waits for it.
    struct Entry {
        fileprivate let secret: String
        /// Empty where it is too short to be searched for anywhere in a text.
        fileprivate let beginnings: [UInt64]

        init(_ secret: String) {
            self.secret = secret
            // What a form begins with depends on the first bytes alone.
            let beginning = Array(secret.utf8.prefix(windowSize))
            guard beginning.count >= windowSize else {
                beginnings = []
                return
            }
            let window = SecretIndex.window(of: beginning)
            beginnings = [window] + Base64Forms.beginnings(of: window)
        }
    }

    /// Adds a secret: as it is and, if it is long enough, in base64.
    mutating func insert(_ entry: Entry) {
        guard !entry.beginnings.isEmpty else {
            let secret = Array(entry.secret.utf8)
            if secret.count >= Self.shortestSize { short.insert(secret) }
            return
        }
        if bits.isEmpty { bits = Array(repeating: 0, count: Self.bitCount / 64) }
        let place = Int32(clamping: secrets.count)
        secrets.append(entry.secret)
        for window in entry.beginnings { insert(place, window) }
    }

    private mutating func insert(_ secret: Int32, _ window: UInt64) {
        for shift in 0..<Self.windowSize {
            alphabet[Int(truncatingIfNeeded: window >> UInt64(8 * shift) & 0xFF)] = true
        }
        let bit = Self.bit(for: window)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
        links.append(Link(secret: secret, next: chains[window] ?? Self.done))
        chains[window] = Int32(clamping: links.count - 1)
    }

    /// Whether any secret is in one of the texts.
    mutating func find(in texts: [[UInt8]]) -> Bool {
        texts.contains { text in
            let beginnings = beginnings(in: text)
            for beginning in beginnings { complete(beginning.window) }
            return hasLong(text, beginnings) || (!short.isEmpty && hasShort(text))
        }
    }

    /// Works out the hashes of the secrets that begin so.
    private mutating func complete(_ window: UInt64) {
        guard var link = chains[window], link != Self.done else { return }
        chains[window] = Self.done
        while link != Self.done {
            let secret = Array(secrets[Int(links[Int(link)].secret)].utf8)
            insert(needle: secret)
            for form in Base64Forms.inside(secret) { insert(needle: form) }
            link = links[Int(link)].next
        }
    }

    private mutating func insert(needle: [UInt8]) {
        guard hashes.insert(RollingHash.of(needle)).inserted else { return }
        let window = Self.window(of: needle)
        var known = lengths[window] ?? []
        if !known.contains(needle.count) {
            known.append(needle.count)
            known.sort()
            lengths[window] = known
        }
    }

    private static func window(of bytes: [UInt8]) -> UInt64 {
        bytes.prefix(windowSize).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bit(for prefix: UInt64) -> Int {
        // Multiplying by an odd number spreads what differs into the highest bits.
        Int(truncatingIfNeeded: (prefix &* 0x9E37_79B9_7F4A_7C15) >> 42)
    }

    /// Where in a text secrets may begin.
    private func beginnings(in text: [UInt8]) -> [Beginning] {
        guard !bits.isEmpty else { return [] }
        let (bytes, bits, alphabet) = (text.span, bits.span, alphabet.span)
        var beginnings: [Beginning] = []
        var start = 0
        while start + Self.windowSize <= bytes.count {
            // A byte that no secret begins with rules out every window it is in: looked for from the
            // end, it lets most of a text be passed over.
            var place = start + Self.windowSize - 1
            while place >= start, alphabet[Int(bytes[place])] { place -= 1 }
            guard place < start else {
                start = place + 1
                continue
            }
            var window: UInt64 = 0
            for place in start..<start + Self.windowSize {
                window = window << 8 | UInt64(bytes[place])
            }
            while true {
                let bit = Self.bit(for: window)
                if bits[bit >> 6] & 1 << UInt64(bit & 63) != 0, chains[window] != nil {
                    beginnings.append(Beginning(place: start, window: window))
                }
                let next = start + Self.windowSize
                guard next < bytes.count, alphabet[Int(bytes[next])] else {
                    start = next + 1
                    break
                }
                window = window << 8 | UInt64(bytes[next])
                start += 1
            }
        }
        return beginnings
    }

    private func hasLong(_ text: [UInt8], _ beginnings: [Beginning]) -> Bool {
        // Most texts never need it.
        var rolling: RollingHash?
        for beginning in beginnings {
            guard let lengths = lengths[beginning.window] else { continue }
            let hash = rolling ?? RollingHash(text)
            rolling = hash
            for length in lengths {
                guard beginning.place + length <= text.count else { break }
                if hashes.contains(hash.hash(from: beginning.place, length: length)) {
                    return true
                }
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
