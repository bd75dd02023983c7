/// Changes an input a little, in ways that parsers stumble over.
struct Mutator: Sendable {
    let corpus: [[UInt8]]
    let tokens: [[UInt8]]

    init(corpus: [[UInt8]], tokens: [String]) {
        self.corpus = corpus
        self.tokens = (tokens + OddTexts.all).map { Array($0.utf8) }
    }

    func mutate(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        switch random.below(16) {
        case 0: flip(&bytes, &random)
        case 1: overwrite(&bytes, with: [UInt8(truncatingIfNeeded: random.next())], &random)
        case 2: bytes.removeSubrange(range(in: bytes, &random))
        case 3: repeatPart(&bytes, &random)
        case 4: splice(&bytes, &random)
        case 5: bytes.removeLast(random.below(bytes.count + 1))
        case 6, 7: insert(random.pick(tokens) ?? [], into: &bytes, &random)
        case 8: overwrite(&bytes, with: random.pick(tokens) ?? [], &random)
        case 9, 10: replaceNumber(&bytes, &random)
        case 11: moveLine(&bytes, &random)
        default:
            // The tree of a JSON text, wherever one begins, is worth more than its bytes.
            if !mutateTree(&bytes, &random) { replaceWord(&bytes, &random) }
        }
    }

    private func flip(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        guard !bytes.isEmpty else { return }
        bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    }

    private func overwrite(
        _ bytes: inout [UInt8],
        with piece: [UInt8],
        _ random: inout FuzzRandom
    ) {
        let start = random.below(bytes.count)
        bytes.replaceSubrange(start..<min(bytes.count, start + piece.count), with: piece)
    }

    private func insert(
        _ piece: [UInt8],
        into bytes: inout [UInt8],
        _ random: inout FuzzRandom
    ) {
        bytes.insert(contentsOf: piece, at: random.below(bytes.count + 1))
    }

    /// A short part twice, or very often: depth, length and width come from here.
    private func repeatPart(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let part = Array(bytes[range(in: bytes, &random)])
        guard !part.isEmpty else { return }
        let most = max(1, min(20_000, FuzzCase.sizeLimit / part.count))
        let times = random.once(in: 8) ? random.below(most) : random.below(3) + 1
        insert(Array(repeatElement(part, count: times).joined()), into: &bytes, &random)
    }

    private func splice(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let other = random.pick(corpus) ?? []
        let part = other[range(in: other, &random)]
        bytes.replaceSubrange(range(in: bytes, &random), with: part)
    }

    /// Most often short.
    private func range(in bytes: [UInt8], _ random: inout FuzzRandom) -> Range<Int> {
        let start = random.below(bytes.count)
        let longest = random.once(in: 4) ? bytes.count - start : min(bytes.count - start, 16)
        return start..<start + random.below(longest + 1)
    }

    /// Puts an odd number in place of one that stands there.
    private func replaceNumber(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        replaceRun(of: isDigit, in: &bytes, with: random.pick(OddTexts.numbers) ?? "", &random)
    }

    /// Puts a token in place of a word.
    private func replaceWord(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let isWord = { (byte: UInt8) in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
        }
        let token = String(decoding: random.pick(tokens) ?? [], as: UTF8.self)
        replaceRun(of: isWord, in: &bytes, with: token, &random)
    }

    private func replaceRun(
        of belongs: (UInt8) -> Bool,
        in bytes: inout [UInt8],
        with text: String,
        _ random: inout FuzzRandom
    ) {
        let from = random.below(bytes.count)
        guard let start = bytes[from...].firstIndex(where: belongs) else { return }
        let end = bytes[start...].firstIndex { !belongs($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: Array(text.utf8))
    }

    private func moveLine(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = lines.remove(at: random.below(lines.count))
        if !random.once(in: 3) { lines.insert(line, at: random.below(lines.count + 1)) }
        if random.once(in: 3) { lines.insert(line, at: random.below(lines.count + 1)) }
        bytes = Array(lines.joined(separator: [0x0A]))
    }
}
