import Testing

@testable import Sandbox

@Suite("Chance that repeats itself")
struct SeededRandomTests {
    @Test("The same seed gives the same tokens, another seed others")
    func seeds() {
        let tokens = [7, 7, 8].map { SeededRandom(seed: $0).token("AQ", length: 43) }
        #expect(tokens[0] == tokens[1])
        #expect(tokens[0] != tokens[2])
        #expect(tokens[0].utf8.count == 45)
    }

    @Test("Never and always are certain", arguments: [(0.0, 0), (1.0, 100)])
    func certainty(probability: Double, expected: Int) {
        let random = SeededRandom(seed: 1)
        #expect((0..<100).count { _ in random.chance(probability) } == expected)
    }
}
