import Simulation
import Testing

@Suite("Seeds as a person names them")
struct SeedRangeTests {
    @Test("one number or two", arguments: [("7", UInt64(7)...7), ("1-5000", 1...5000)])
    func ranges(text: String, seeds: ClosedRange<UInt64>) {
        #expect(SeedRange(text)?.seeds == seeds)
    }

    @Test("nothing else", arguments: ["", "-", "5-1", "1-2-3", "x", "1-", "-3"])
    func nonsense(text: String) {
        #expect(SeedRange(text) == nil)
    }
}
