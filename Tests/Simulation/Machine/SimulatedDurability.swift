import Engine

/// Pushes a runner's files, or fails to; on a machine that stays, the disk is enough.
struct SimulatedDurability: Durability {
    let stage: Stage
    let machine: Int

    var leavesMachine: Bool { stage.with { $0.remote != nil } }

    func secureIntents() async throws(DurabilityFailure) {
        try push(.intents)
    }

    func secureTokens() async throws(DurabilityFailure) {
        try push(.tokens)
    }

    func push(_ moment: PushMoment) throws(DurabilityFailure) {
        let failure = stage.with { $0.push(machine, moment) }
        if let failure { throw DurabilityFailure(failure) }
    }
}
