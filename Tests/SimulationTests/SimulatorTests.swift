import Simulation
import Testing

@Suite("Simulated years")
struct SimulatorTests {
    // One seed of each weather; thousands of them, for years, are `make simulate`.
    @Test("pass with every promise kept", arguments: [UInt64(4), 21, 14, 3])
    func promises(seed: UInt64) async {
        let outcome = await Simulator.simulate(seed: seed, days: 10)
        #expect(outcome.violations.isEmpty, "make simulate SEEDS=\(seed) tells more")
        #expect(outcome.tally.refreshes > 0)
        #expect(outcome.tally.falseReconnects == 0)
        #expect(outcome.tally.lostOutside == 0)
    }

    @Test("are the same whenever they are lived through")
    func repetition() async {
        let first = await Simulator.simulate(seed: 7, days: 6)
        let second = await Simulator.simulate(seed: 7, days: 6)
        #expect(first.trace.sum == second.trace.sum)
        #expect(first.tally.runs == second.tally.runs)
        #expect(await Simulator.simulate(seed: 11, days: 6).trace.sum != first.trace.sum)
    }

    /// A defect, the seed from which it is looked for, and the rule it must break.
    struct Defect: Sendable {
        let mutation: Mutation
        let seed: UInt64
        let rule: String
    }

    // A simulation that never fails proves nothing.
    @Test(
        "find a defect that was put in",
        arguments: [
            Defect(mutation: .dropsSaves, seed: 11, rule: "(4)"),
            Defect(mutation: .noSecondLook, seed: 15, rule: "(3)"),
            Defect(mutation: .forgetsIntents, seed: 71, rule: "(4)"),
            Defect(mutation: .publishesSecrets, seed: 3, rule: "(1)"),
        ]
    )
    func mutation(_ defect: Defect) async {
        var broken: [String] = []
        // Every fourth seed is one of the wildest weather.
        for seed in stride(from: defect.seed, to: defect.seed + 160, by: 4) where broken.isEmpty {
            broken = await Simulator.simulate(seed: seed, mutation: defect.mutation, days: 30)
                .violations
        }
        #expect(
            broken.contains { $0.hasPrefix(defect.rule) },
            "\(defect.mutation.rawValue) broke \(broken)"
        )
    }
}
