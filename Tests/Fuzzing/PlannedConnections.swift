import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// Connections in every condition, planned for at every clock.
enum PlannedConnections {
    static func all(_ pipeline: PipelineDefinition, at time: Date) -> [Connection] {
        var ended = ProviderInputs.grant(at: time)
        ended.accessToken = nil
        ended.accessExpiresAt = time
        return [
            Connection(provider: pipeline.provider, grant: ProviderInputs.grant(at: time)),
            Connection(provider: pipeline.provider, grant: ended, generation: .max),
            Connection(provider: pipeline.provider, pendingCode: ProviderInputs.code(at: time)),
        ]
    }

    /// Plans at every clock with and without a record; what comes out can be written.
    static func plan(
        _ connection: Connection,
        _ pipeline: PipelineDefinition?,
        recordedAt time: Date
    ) throws(FuzzFinding) {
        var record = ConnectionRecord(
            key: ConnectionKey(ProviderInputs.alice, connection),
            state: .degraded,
            reason: .rateLimited,
            since: time,
            generation: connection.generation
        )
        record.lastSync = time
        record.retryAt = time
        record.evidenceAt = time
        for now in Clocks.all {
            for record in [record, nil] {
                let plan = Planner(now: now, previousRun: time).plan(
                    ProviderInputs.alice,
                    connection,
                    pipeline,
                    record
                )
                _ = plan.nextTokenAction.map(Timestamp.text)
                if case .waiting(let until) = plan.rest { _ = Timestamp.text(until) }
                try FuzzFinding.unless(plan.calls >= 0, "a plan has \(plan.calls) calls")
                try FuzzFinding.unless(
                    plan.actions.isEmpty == (plan.rest != nil),
                    "a plan neither acts nor says why it rests"
                )
            }
        }
        guard let grant = connection.grant, let pipeline else { return }
        let clocks = GrantClocks(grant, pipeline)
        let dates = [clocks.expiresAt, clocks.reconnectBy, clocks.renewalDue, clocks.renewableFrom]
        for date in dates.compactMap(\.self) { _ = Timestamp.text(date) }
        for now in Clocks.all { _ = clocks.needsRefresh(pipeline, at: now) }
    }
}
