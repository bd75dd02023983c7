import FoundationEssentials
import LatchkeyTestSupport

/// How many kills are asked for, and how they are spread over the machine.
enum Kills {
    /// From `LATCHKEY_KILLS`; a handful where it is not set.
    static let count = asked ?? 16

    /// Whether somebody has set aside minutes for this.
    static let areMany = asked != nil

    private static let asked = ProcessInfo.processInfo.environment["LATCHKEY_KILLS"]
        .flatMap(Int.init)

    /// What the instants are drawn from.
    ///
    /// From `LATCHKEY_SEED`; a new one where it is not set. Printed, so that it can be given again.
    static let seed =
        ProcessInfo.processInfo.environment["LATCHKEY_SEED"].flatMap(UInt64.init)
        ?? UInt64.random(in: 0..<1_000_000)

    /// A number from 0 to 1 that belongs to the seed and a place in the row.
    static func share(_ index: Int) -> Double {
        var generator = SeededGenerator(seed &* 0x1_0000_0001 &+ UInt64(index))
        return Double.random(in: 0..<1, using: &generator)
    }

    /// Runs as many at once as leave each enough of the machine to be a run of its own.
    static func sum<Item: Sendable>(
        over items: [Item],
        _ body: @escaping @Sendable (Item) async throws -> Toll
    ) async throws -> Toll {
        try await withThrowingTaskGroup(of: Toll.self) { group in
            var rest = items[...]
            var sum = Toll()
            for _ in 0..<4 {
                if let item = rest.popFirst() { group.addTask { try await body(item) } }
            }
            while let toll = try await group.next() {
                sum += toll
                if areMany, sum.ended % 50 == 0 { print("so far: \(sum)") }
                if let item = rest.popFirst() { group.addTask { try await body(item) } }
            }
            return sum
        }
    }
}
