import Testing

@testable import Documents

@Suite("A map worked out on all cores")
struct ParallelMapTests {
    @Test(
        "gives what a map gives, in its order",
        arguments: [0, 1, 31, 32, 33, 64, 1000],
        [-1, 0, 1, 32]
    )
    func order(count: Int, piece: Int) {
        let numbers = Array(0..<count)
        #expect(numbers.parallelMap(piece: piece) { "\($0)" } == numbers.map { "\($0)" })
    }

    @Test("two pieces of work side by side give what each gives")
    func both() {
        let (sum, text) = sideBySide {
            (0...1000).reduce(0, +)
        } _: {
            String(repeating: "x", count: 3)
        }
        #expect(sum == 500_500)
        #expect(text == "xxx")
    }
}
