/// Lives through the world of a seed.
package enum Simulator {
    /// - Parameters:
    ///   - seed: Everything follows from it.
    ///   - mutation: A defect put in on purpose.
    ///   - days: How long at the most; the seed says how long otherwise.
    ///   - isTraced: Whether every event is written down.
    /// - Returns: What it came to, up to the first broken rule.
    package static func simulate(
        seed: UInt64,
        mutation: Mutation = .none,
        days: Double = .infinity,
        isTraced: Bool = false
    ) async -> SimulationOutcome {
        var world = World(seed: seed, mutation: mutation, isTraced: isTraced)
        world.days = min(days, world.climate.days)
        await world.live()
        return world.stage.with { stage in
            SimulationOutcome(
                seed: seed,
                tally: stage.tally,
                violations: stage.violations,
                trace: stage.trace
            )
        }
    }
}
