package import FoundationEssentials
package import Pipeline
package import Vault

/// Decides; never acts.
///
/// Pure: the same values in, the same plan out (design: invariant 7).
package struct Planner: Sendable {
    package let now: Date
    /// When the previous whole run began; `nil` on the first.
    package let previousRun: Date?
    /// True to read data that is not due yet.
    package let everything: Bool
    /// The 99th percentile of the gaps between runs, in seconds; `nil` while it is unknown.
    package let longestGap: Double?
    /// True to spend what an older file holds, because somebody has asked for it.
    package let spendsOlder: Bool

    package init(
        now: Date,
        previousRun: Date?,
        everything: Bool = false,
        longestGap: Double? = nil,
        spendsOlder: Bool = false
    ) {
        self.now = now
        self.previousRun = previousRun
        self.everything = everything
        self.longestGap = longestGap
        self.spendsOlder = spendsOlder
    }

    /// How far two clocks may differ before one of them is called wrong, in seconds.
    package static let clockTolerance: Double = 300

    /// An access token that ends this soon is not worth starting a call with.
    package static let accessMargin: Double = 120

    package func plan(
        _ user: UserID,
        _ connection: Connection,
        _ pipeline: PipelineDefinition?,
        _ record: ConnectionRecord?
    ) -> ConnectionPlan {
        let key = ConnectionKey(user, connection)
        func rest(_ why: ConnectionPlan.Rest) -> ConnectionPlan {
            ConnectionPlan(key: key, actions: [], rest: why, calls: 0, nextTokenAction: nil)
        }
        guard let pipeline else { return rest(.noPipeline) }
        guard connection.disconnectedAt == nil else { return rest(.disconnected) }
        let older = spendsOlder ? nil : OlderFile(connection, pipeline, record)
        var plan = plan(key, connection, pipeline, record, older)
        plan.olderFile = older
        return plan
    }

    private func plan(
        _ key: ConnectionKey,
        _ connection: Connection,
        _ pipeline: PipelineDefinition,
        _ record: ConnectionRecord?,
        _ older: OlderFile?
    ) -> ConnectionPlan {
        func rest(_ why: ConnectionPlan.Rest) -> ConnectionPlan {
            ConnectionPlan(key: key, actions: [], rest: why, calls: 0, nextTokenAction: nil)
        }
        // A record of an older generation speaks of other bytes.
        let record = record.flatMap {
            $0.generation == connection.generation ? believable($0) : nil
        }
        if let code = connection.pendingCode, code.isOpen, older?.holdsCode != true {
            if let retryAt = record?.retryAt, now < retryAt {
                return rest(.waiting(until: retryAt))
            }
            // One that was refused unseen is sent again, but not for ever: a provider may let it
            // live longer than it promises, though hardly a day.
            let end = code.end(pipeline)
            let isOver = record?.reason != nil && now > end.addingTimeInterval(86_400)
            if isOver, connection.grant == nil { return rest(.codeExpired) }
            // An older grant goes on as if the code had never come.
            if !isOver {
                let data = dataActions(key, pipeline, record: nil)
                return plan(key, [.exchangeCode] + data, pipeline, nil, done: code.steps.count)
            }
        }
        guard let grant = connection.grant else {
            if older != nil { return rest(.olderFile) }
            return rest(connection.pendingCode == nil ? .noGrant : .codeSpent)
        }
        guard record?.state != .needsReconnect else { return rest(.needsReconnect) }
        let clocks = GrantClocks(grant, pipeline)
        var data = dataActions(key, pipeline, record: record)
        if older?.holdsGrant == true {
            // What still works is used; nothing else can be got.
            if grant.accessToken == nil || clocks.accessEnd.map({ $0 <= now }) == true { data = [] }
            guard !data.isEmpty else { return rest(.olderFile) }
            return plan(key, data, pipeline, nil)
        }
        let refresh = refreshCause(grant, clocks, pipeline, record, dataIsDue: !data.isEmpty)
        let actions = (refresh.map { [.refresh($0)] } ?? []) + data
        guard !actions.isEmpty else {
            let wait = record?.retryAt.flatMap { now < $0 ? $0 : nil }
            return ConnectionPlan(
                key: key,
                actions: [],
                rest: wait.map { .waiting(until: $0) } ?? .nothingDue,
                calls: 0,
                nextTokenAction: clocks.renewalDue(longestGap: longestGap),
                slidingEnd: clocks.slidingEnd
            )
        }
        return plan(key, actions, pipeline, clocks)
    }

    private func plan(
        _ key: ConnectionKey,
        _ actions: [Action],
        _ pipeline: PipelineDefinition,
        _ clocks: GrantClocks?,
        done: Int = 0
    ) -> ConnectionPlan {
        let calls = actions.reduce(0) { sum, action in
            switch action {
            case .exchangeCode: sum + max(0, pipeline.exchange.count - done)
            case .refresh, .readCollection: sum + 1
            case .readProfile: sum + (pipeline.profile?.steps.count ?? 0)
            }
        }
        return ConnectionPlan(
            key: key,
            actions: actions,
            rest: nil,
            calls: calls,
            nextTokenAction: clocks?.renewalDue(longestGap: longestGap),
            slidingEnd: clocks?.slidingEnd
        )
    }

    /// A record without the times that only a wrong clock can have written.
    private func believable(_ record: ConnectionRecord) -> ConnectionRecord {
        var record = record
        if let retryAt = record.retryAt, retryAt > now.addingTimeInterval(86_400) {
            record.retryAt = nil
        }
        // Asked again at once: nobody knows when it was heard, and the verdict counts from now.
        if let evidence = record.evidenceAt, evidence > now {
            record.evidenceAt = now.addingTimeInterval(-Verdict.secondLookAfter)
        }
        return record
    }

    private func refreshCause(
        _ grant: Grant,
        _ clocks: GrantClocks,
        _ pipeline: PipelineDefinition,
        _ record: ConnectionRecord?,
        dataIsDue: Bool
    ) -> Action.RefreshCause? {
        guard let refresh = pipeline.refresh else { return nil }
        let credential =
            refresh.credential == .accessToken ? grant.accessToken : grant.refreshToken
        guard let credential, !credential.isEmpty else { return nil }
        // Times still to come were written by a wrong clock: only a renewal mends them.
        if grant.issuedAt > now.addingTimeInterval(Self.clockTolerance) { return .window }
        if let from = clocks.renewableFrom, now < from { return nil }
        if record?.state == .inDoubt { return .inDoubt }
        // A provider that asked to be left alone is, as long as the grant outlives the wait.
        if let retryAt = record?.retryAt, now < retryAt,
            clocks.expiresAt.map({ retryAt < $0 }) ?? true
        {
            return nil
        }
        if let first = record?.evidenceAt {
            return now.timeIntervalSince(first) >= Verdict.secondLookAfter ? .secondLook : nil
        }
        if let end = clocks.expiresAt, now >= end { return .overdue }
        if let due = clocks.renewalDue, now >= due { return .window }
        if let due = clocks.renewalDue(longestGap: longestGap), now >= due { return .shortSlack }
        guard dataIsDue, refresh.credential == .refreshToken else { return nil }
        guard grant.accessToken != nil else { return .accessNeeded }
        guard let end = grant.accessExpiresAt else { return nil }
        return now.addingTimeInterval(Self.accessMargin) >= end ? .accessNeeded : nil
    }

    /// Whether something that was suddenly empty is to be looked at again.
    private func awaitsLook(_ record: ConnectionRecord?) -> Bool {
        record?.doubted.values.contains {
            now.timeIntervalSince($0) >= SuddenEmptiness.secondLookAfter
        } ?? false
    }

    private func dataActions(
        _ key: ConnectionKey,
        _ pipeline: PipelineDefinition,
        record: ConnectionRecord?
    ) -> [Action] {
        if let retryAt = record?.retryAt, now < retryAt { return [] }
        // What was never read, or failed last time, does not wait for its slot.
        let first =
            everything || record?.lastSync == nil || record?.stale != nil || awaitsLook(record)
        func isDue(_ step: String, _ every: Span?) -> Bool {
            guard !first, let every else { return true }
            return DueSlot.isDue(
                "\(key.user)/\(key.provider)/\(key.label)/\(step)",
                period: every.approximateSeconds,
                previous: previousRun,
                now: now
            )
        }
        var actions: [Action] = []
        if let profile = pipeline.profile, isDue("profile", profile.every) {
            actions.append(.readProfile)
        }
        for collection in pipeline.collections where isDue(collection.name, collection.every) {
            actions.append(.readCollection(collection.name))
        }
        return actions
    }
}
