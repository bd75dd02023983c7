import Documents
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
    /// Since when a provider's data has waited for a run that had room for it.
    package let behind: [String: Date]
    private let holds: [LimitKey: LimitHold]
    /// The earlier and the later of this machine's clock and the providers'.
    ///
    /// They are one where the two agree, or nothing is known of the providers'. A renewal is due
    /// when either says so, and nothing is over before both do: which one is wrong is not known.
    package let clockSpan: ClosedRange<Date>

    package init(
        now: Date,
        previousRun: Date?,
        everything: Bool = false,
        longestGap: Double? = nil,
        spendsOlder: Bool = false,
        behind: [String: Date] = [:],
        limits: LimitRecord = LimitRecord(),
        clockSkew: ClockSkew? = nil
    ) {
        self.now = now
        self.previousRun = previousRun
        self.everything = everything
        self.longestGap = longestGap
        self.spendsOlder = spendsOlder
        self.behind = behind
        holds = Dictionary(limits.holds.map { ($0.key, $0) }) { first, _ in first }
        clockSpan = ClockSkew.span(of: now, clockSkew)
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
        let waits = waits(key, connection, record)
        if let code = connection.pendingCode, code.isOpen, older?.holdsCode != true {
            // What asks everybody to wait does not outweigh a code that would not live to see its
            // end.
            if let end = waits.codes(endingBy: code.end(pipeline)) {
                return rest(.waiting(until: end))
            }
            // One that was refused unseen is sent again, but not for ever: a provider may let it
            // live longer than it promises, though hardly a day.
            let end = code.end(pipeline)
            let isOver =
                record?.reason != nil && clockSpan.lowerBound > end.addingTimeInterval(86_400)
            if isOver, connection.grant == nil { return rest(.codeExpired) }
            // An older grant goes on as if the code had never come.
            if !isOver {
                let data = dataActions(key, pipeline, record: nil).actions
                return plan(key, [.exchangeCode] + data, pipeline, nil, done: code.steps.count)
            }
        }
        guard let grant = connection.grant else {
            if older != nil { return rest(.olderFile) }
            return rest(connection.pendingCode == nil ? .noGrant : .codeSpent)
        }
        guard record?.state != .needsReconnect else { return rest(.needsReconnect) }
        let clocks = GrantClocks(grant, pipeline)
        let due = dataActions(key, pipeline, record: record)
        var data = waits.data == nil ? due.actions : []
        if older?.holdsGrant == true {
            // What still works is used; nothing else can be got.
            if grant.accessToken == nil
                || clocks.accessEnd.map({ $0 <= clockSpan.lowerBound }) == true
            {
                data = []
            }
            guard !data.isEmpty else { return rest(.olderFile) }
            var plan = plan(key, data, pipeline, nil)
            plan.dataDue = due.since
            return plan
        }
        let refresh = refreshCause(
            grant,
            clocks,
            pipeline,
            record,
            wait: waits.tokens,
            dataIsDue: !data.isEmpty
        )
        let actions = (refresh.map { [.refresh($0)] } ?? []) + data
        guard !actions.isEmpty else {
            return ConnectionPlan(
                key: key,
                actions: [],
                rest: waits.data.map { .waiting(until: $0) } ?? .nothingDue,
                calls: 0,
                nextTokenAction: clocks.renewalDue(longestGap: longestGap),
                slidingEnd: clocks.slidingEnd,
                dataDue: due.since
            )
        }
        var plan = plan(key, actions, pipeline, clocks)
        plan.dataDue = due.since
        return plan
    }

    /// How long a connection is to be left alone.
    private struct Waits {
        var own: Date?
        var tokens: Date?
        var data: Date?

        func codes(endingBy end: Date) -> Date? {
            own ?? tokens.flatMap { $0 < end ? $0 : nil }
        }
    }

    /// What the connection's own last answer asked for, and what its provider asked of everybody.
    private func waits(
        _ key: ConnectionKey,
        _ connection: Connection,
        _ record: ConnectionRecord?
    ) -> Waits {
        let own = record?.retryAt.flatMap { now < $0 ? $0 : nil }
        var waits = Waits(own: own, tokens: own, data: own)
        guard !holds.isEmpty else { return waits }
        let app = LimitKey.app(connection)
        let account = LimitKey(provider: app.provider, group: app.group, account: key)
        let latest = now.addingTimeInterval(LimitState.longestHold)
        for hold in [holds[app], holds[account]].compactMap(\.self) {
            // Times further off were written by a wrong clock.
            guard hold.until > now, hold.until <= latest else { continue }
            waits.data = max(waits.data ?? hold.until, hold.until)
            if hold.isHard { waits.tokens = max(waits.tokens ?? hold.until, hold.until) }
        }
        return waits
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
            case .readSteps(let steps): sum + steps.count
            }
        }
        let isTokenForData = actions.first == .refresh(.accessNeeded)
        let dataCalls = actions.reduce(0) { sum, action in
            switch action {
            case .exchangeCode: sum
            case .refresh: sum + (isTokenForData ? 1 : 0)
            case .readCollection: sum + 1
            case .readProfile: sum + (pipeline.profile?.steps.count ?? 0)
            case .readSteps(let steps): sum + steps.count
            }
        }
        return ConnectionPlan(
            key: key,
            actions: actions,
            rest: nil,
            calls: calls,
            nextTokenAction: clocks?.renewalDue(longestGap: longestGap),
            slidingEnd: clocks?.slidingEnd,
            dataCalls: dataCalls
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
        if let refused = record.renewalRefusedAt, refused > now { record.renewalRefusedAt = nil }
        return record
    }

    private func refreshCause(
        _ grant: Grant,
        _ clocks: GrantClocks,
        _ pipeline: PipelineDefinition,
        _ record: ConnectionRecord?,
        wait: Date?,
        dataIsDue: Bool
    ) -> Action.RefreshCause? {
        guard let refresh = pipeline.refresh else { return nil }
        let credential =
            refresh.credential == .accessToken ? grant.accessToken : grant.refreshToken
        guard let credential, !credential.isEmpty else { return nil }
        // Times still to come were written by a wrong clock: only a renewal mends them.
        let late = clockSpan.upperBound
        if grant.issuedAt > late.addingTimeInterval(Self.clockTolerance) { return .window }
        if let from = clocks.renewableFrom, late < from { return nil }
        // Refused as it was: it may have been too young, and is old enough a minimum age later.
        if let refused = record?.renewalRefusedAt, let age = refresh.minimumAge,
            now < age.adding(to: refused)
        {
            return nil
        }
        if record?.state == .inDoubt { return .inDoubt }
        // A provider that asked to be left alone is, as long as the grant outlives the wait.
        if let wait, clocks.expiresAt.map({ wait < $0 }) ?? true { return nil }
        if let first = record?.evidenceAt {
            return now.timeIntervalSince(first) >= Verdict.secondLookAfter ? .secondLook : nil
        }
        if let end = clocks.expiresAt, late >= end { return .overdue }
        if let due = clocks.renewalDue, late >= due { return .window }
        if let due = clocks.renewalDue(longestGap: longestGap), late >= due { return .shortSlack }
        return dataIsDue && late >= Self.readableUntil(grant, refresh) ? .accessNeeded : nil
    }

    /// Until when a grant serves to read without a new access token.
    static func readableUntil(_ grant: Grant, _ refresh: RefreshDefinition) -> Date {
        guard refresh.credential == .refreshToken else { return .distantFuture }
        guard grant.accessToken != nil else { return .distantPast }
        return grant.accessExpiresAt?.addingTimeInterval(-accessMargin) ?? .distantFuture
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
    ) -> (actions: [Action], since: Date?) {
        // What was never read, or failed last time, does not wait for its slot.
        let first =
            everything || record?.lastSync == nil || record?.stale != nil || awaitsLook(record)
        // What earlier runs had no room for has waited since its own boundary, not since the last.
        let previous = previousRun.map { min($0, behind[key.provider] ?? $0) }
        var since: Date?
        func isDue(_ slot: ReadingSlot) -> Bool {
            guard let every = slot.every else { return true }
            guard let previous, previous <= now, every.approximateSeconds > 0 else { return true }
            let boundary = DueSlot.next(
                DueSlot.name(key, slot.name),
                period: every.approximateSeconds,
                after: previous
            )
            if boundary <= now { since = min(since ?? boundary, boundary) }
            return first || boundary <= now
        }
        var actions: [Action] = []
        if let profile = pipeline.profile {
            let due = profile.steps.map { isDue(ReadingSlot($0, of: profile)) }
            if due.contains(true) {
                // What has brought nothing yet costs no run of its own.
                let steps = zip(profile.steps, due)
                    .filter { $1 || isUnknown($0, pipeline, record) }.map(\.0.name)
                actions.append(
                    steps.count == profile.steps.count ? .readProfile : .readSteps(steps)
                )
            }
        }
        for collection in pipeline.collections where isDue(ReadingSlot(collection)) {
            actions.append(.readCollection(collection.name))
        }
        return (actions, since)
    }

    /// Since when a connection's data has waited, by its record alone; `nil` where none is due.
    func readingSince(_ record: ConnectionRecord, _ pipeline: PipelineDefinition) -> Date? {
        let (actions, since) = dataActions(record.key, pipeline, record: record)
        guard !actions.isEmpty else { return nil }
        return record.lastSync.map { since ?? $0 } ?? .distantPast
    }

    /// Whether nothing that a step would show is known: it failed, or is new in the file.
    private func isUnknown(
        _ step: ProfileDefinition.Step,
        _ pipeline: PipelineDefinition,
        _ record: ConnectionRecord?
    ) -> Bool {
        let shown = step.fields.map(\.name).filter(pipeline.publicFields.contains)
        return !shown.isEmpty && shown.allSatisfy { record?.profile[$0] == nil }
    }
}
