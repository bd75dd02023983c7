/// One input, made from a target's corpus by a seed and a number alone.
package struct FuzzCase: Sendable {
    package let target: any FuzzTarget
    package let seed: UInt64
    package let number: Int

    package init(_ target: any FuzzTarget, seed: UInt64, number: Int) {
        self.target = target
        self.seed = seed
        self.number = number
    }

    /// The largest input made, in bytes: a hang shows at this size, and a run stays quick.
    static let sizeLimit = 64 << 10

    /// The input: a corpus entry as it is once in sixteen times, a mutated one the others.
    package func input() -> [UInt8] {
        let corpus = target.corpus
        var random = FuzzRandom(seed: seed &+ UInt64(number) &* 0xd134_2543_de82_ef95)
        let mutator = Mutator(corpus: corpus, tokens: target.tokens)
        var bytes = random.pick(corpus) ?? []
        if number % 16 == 0 { return bytes }
        // Most faults need one or two changes to an input that is otherwise whole.
        let rounds = 1 + (random.once(in: 3) ? random.below(8) : random.below(2))
        for _ in 0..<rounds { mutator.mutate(&bytes, &random) }
        return bytes.count > Self.sizeLimit ? Array(bytes.prefix(Self.sizeLimit)) : bytes
    }

    /// Makes the input and puts it through the door.
    package func run() async throws(FuzzFinding) {
        try await target.check(input())
    }
}
