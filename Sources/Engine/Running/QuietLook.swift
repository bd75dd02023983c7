import Documents
import FoundationEssentials
import Pipeline
import Vault

/// Finds the users of whom nothing is due at the end of a run, each with how long that stays so.
///
/// Proved, not presumed: the planner and the record's update are asked once more, as the next run
/// would ask them, and must have nothing to do and nothing to say.
struct QuietLook: Sendable {
    private let started: Date
    let ended: Date
    /// Providers of which some data is unread.
    private let behind: Set<String>
    private let planner: Planner
    private let update: RecordUpdate

    /// - Parameters:
    ///   - started: When the run began.
    ///   - ended: When it had done all.
    ///   - behind: Providers of which some data is unread, and through when it is read.
    ///   - longestGap: Between two runs, in seconds.
    ///   - brokenProviders: Providers whose pipeline file has errors.
    init(
        started: Date,
        ended: Date,
        behind: [String: Date],
        longestGap: Double?,
        brokenProviders: Set<String>
    ) {
        // The heartbeat tells the next run when this one began in whole seconds.
        self.started = Timestamp.wholeSecond(started)
        self.ended = ended
        self.behind = Set(behind.keys)
        planner = Planner(
            now: ended,
            previousRun: self.started,
            longestGap: longestGap,
            behind: behind
        )
        update = RecordUpdate(now: ended, brokenProviders: brokenProviders)
    }

    /// Whether some data of a provider that these tell of is unread.
    func isBehind(_ entries: [RunReport.Entry]) -> Bool {
        !behind.isEmpty && entries.contains { behind.contains($0.record.key.provider) }
    }

    /// `nil` where something is due, may be, or is still to be said.
    func user(_ run: UserRun, _ entries: [RunReport.Entry]) -> QuietUser? {
        guard run.superseded == nil else { return nil }
        var (until, steadyUntil) = (Date.distantFuture, Date.distantFuture)
        var slidingEnd: Date?
        for (work, entry) in zip(run.works, entries) {
            let key = ConnectionKey(run.user, work.connection)
            let record = entry.record.remembered
            guard
                let stored = run.stored.file.connection(key.provider, key.label),
                stored.generation == work.connection.generation,
                rests(stored, work.pipeline, record, run.user)
            else { return nil }
            let points = TurningPoints(
                key: key,
                connection: stored,
                pipeline: work.pipeline,
                record: record
            )
            until = min(until, points.first(after: ended))
            steadyUntil = min(steadyUntil, points.firstBesidesData(after: ended))
            if let grant = stored.grant, let pipeline = work.pipeline,
                let end = GrantClocks(grant, pipeline).slidingEnd
            {
                slidingEnd = min(slidingEnd ?? end, end)
            }
        }
        guard run.stored.file.connections.count == run.works.count, until > ended else {
            return nil
        }
        return QuietUser(
            user: run.user,
            digest: run.stored.digest,
            stamp: run.stored.stamp,
            span: QuietSpan(
                dataThrough: started,
                from: ended,
                until: until,
                steadyUntil: steadyUntil,
                slidingEnd: slidingEnd
            )
        )
    }

    /// Whether the next run would do nothing with a connection and say the same of it.
    private func rests(
        _ connection: Connection,
        _ pipeline: PipelineDefinition?,
        _ record: ConnectionRecord,
        _ user: UserID
    ) -> Bool {
        // What may still turn out another way is looked at by every run, and so is a code: an
        // earlier run may have sent it.
        guard record.stale == nil, record.doubted.isEmpty, connection.pendingCode == nil else {
            return false
        }
        switch record.state {
        case .connected, .expiring, .needsReconnect, .disconnected, .pending: break
        case .degraded, .inDoubt, .locked, .broken: return false
        }
        let plan = planner.plan(user, connection, pipeline, record)
        guard plan.actions.isEmpty else { return false }
        let work = ConnectionWork(
            plan: plan,
            pipeline: pipeline,
            before: record,
            connection: connection
        )
        return update.entry(user, work).record.remembered == record
    }
}
