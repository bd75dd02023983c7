import FoundationEssentials
import Pipeline
import Vault

extension UserRun {
    /// Tells those who watch the provider that it took what it was given.
    func noteSuccess(
        _ index: Int,
        _ pipeline: PipelineDefinition,
        _ endpoint: RefusalWatch.Endpoint
    ) {
        share.gate.noteSuccess(of: gateName(index, pipeline))
        if let party = works[index].party { share.limits.noteSuccess(party) }
        share.refusals.noteSuccess(of: user, at: pipeline.provider, endpoint)
    }

    /// Tells those who watch the provider what it refused.
    func note(_ failure: Failure, _ index: Int, _ pipeline: PipelineDefinition) {
        share.gate.note(failure, of: gateName(index, pipeline))
        if isUnforetold(failure, works[index], pipeline) {
            share.refusals.noteRefusal(of: user, at: pipeline.provider, Self.endpoint(of: failure))
        }
    }

    /// Why a refresh is held for this run: the provider refuses so many that it is its own fault.
    func burstObstacle(_ pipeline: PipelineDefinition) -> Failure? {
        guard let people = share.refusals.burst(at: pipeline.provider, .tokens) else { return nil }
        return Failure(
            .transient,
            .notReached,
            step: "refresh",
            detail: "held for this run, because the provider refused the grants of "
                + "\(people) people at once"
        )
    }

    /// Takes a burst's refusals for what they are: a fault of the provider, and no evidence.
    mutating func pardon() {
        for index in works.indices {
            guard let pipeline = works[index].pipeline, let failure = works[index].failure,
                isUnforetold(failure, works[index], pipeline),
                share.refusals.burst(at: pipeline.provider, Self.endpoint(of: failure)) != nil
            else { continue }
            works[index].failure?.failure = .transient
            works[index].failure?.reason = .refusalBurst
            works[index].failure?.detail = Advice.meaning(.refusalBurst)
        }
    }

    private static func endpoint(of failure: Failure) -> RefusalWatch.Endpoint {
        failure.step == "refresh" ? .tokens : .data
    }

    /// Whether a failure calls a grant gone that by its clocks and all earlier words is well.
    private func isUnforetold(
        _ failure: Failure,
        _ work: ConnectionWork,
        _ pipeline: PipelineDefinition
    ) -> Bool {
        guard failure.failure == .reconnect, Advice.condemns(failure.reason),
            let grant = work.connection.grant
        else { return false }
        // The token may have been spent by an answer that a crash has swallowed.
        if work.tokenAction == .refresh(.inDoubt) { return false }
        if let end = GrantClocks(grant, pipeline).expiresAt, end <= surroundings.now() {
            return false
        }
        let before = work.before
        return before?.evidenceAt == nil || before?.generation != work.connection.generation
    }
}
