import LatchkeyTestSupport

/// What a case draws from: one seed, the same case on every machine.
package struct FuzzRandom: RandomNumberGenerator, Sendable {
    private var generator: SeededGenerator

    package init(seed: UInt64) {
        generator = SeededGenerator(seed)
    }

    package mutating func next() -> UInt64 { generator.next() }

    /// A number below a bound; 0 where the bound is not positive.
    mutating func below(_ bound: Int) -> Int {
        bound > 0 ? Int(next() % UInt64(bound)) : 0
    }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }

    /// One of the elements; `nil` where there is none.
    mutating func pick<Choices: RandomAccessCollection>(
        _ choices: Choices
    ) -> Choices.Element? {
        guard !choices.isEmpty else { return nil }
        return choices[choices.index(choices.startIndex, offsetBy: below(choices.count))]
    }
}
