import FoundationEssentials

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
        // SplitMix64 (Steele, Lea and Flood, 2014).
        var bits = (seed &+ UInt64(index) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((bits ^ bits >> 31) >> 11) / Double(1 << 53)
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
