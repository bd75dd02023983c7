import Documents
import FoundationEssentials
import Pipeline
import Vault

/// Derives a connection's new record from its old one and what the run learned.
///
/// Pure.
struct RecordUpdate {
    var now: Date
    let brokenProviders: Set<String>
    /// True where this machine's clock differs from the providers': then nobody is condemned.
    var isClockWrong = false
    /// How far the providers' clocks are ahead, as measured in this run or an earlier one.
    var clockSkew: ClockSkew?
    /// Connections whose code was over before it could be taken.
    var lapsed: Set<ConnectionKey> = []

    func entry(_ user: UserID, _ work: ConnectionWork) -> RunReport.Entry {
        RunReport.Entry(
            record: record(ConnectionKey(user, work.connection), work),
            before: work.before,
            plan: work.plan,
            failure: work.failure,
            notes: work.notes,
            didExchange: work.didExchange,
            didRefresh: work.didRefresh,
            didRead: work.reading != nil || !work.collections.isEmpty,
            deferral: work.deferral
        )
    }

    private func record(_ key: ConnectionKey, _ work: ConnectionWork) -> ConnectionRecord {
        let connection = work.connection
        var record =
            work.before
            ?? ConnectionRecord(key: key, state: .pending, since: now)
        record.generation = connection.generation
        // Remembered for as long as the file is behind; one whose token went out is believed, for
        // the provider has been asked.
        let isBehind = work.before.map { OlderFile.isBehind(connection, $0) } ?? false
        if !isBehind || work.didTryRefresh { record.newestGeneration = connection.generation }
        // What was heard spoke of bytes that are gone, or that have worked since.
        let isSame = work.before?.generation == connection.generation
        if !isSame || work.didRefresh || work.didExchange {
            (record.evidenceAt, record.renewalRefusedAt) = (nil, nil)
        }
        if work.wasRefusedEarly { record.renewalRefusedAt = now }
        record.accountID = connection.accountID ?? record.accountID
        clocks(&record, work)
        values(&record, work)
        let hasLapsed =
            lapsed.contains(key) && connection.grant == nil && connection.pendingCode == nil
            && connection.disconnectedAt == nil && work.pipeline != nil
        let (state, reason) =
            hasLapsed ? (.needsReconnect, .codeExpired) : standing(&record, work)
        if state != record.state || reason != record.reason || work.before == nil
            || hasLapsed
        {
            record.since = now
        }
        record.state = state
        record.reason = reason
        if state == .disconnected {
            // Who asked to be disconnected is shown no longer.
            (record.profile, record.collections, record.stale) = ([:], [:], nil)
            record.doubted = [:]
            (record.expiresAt, record.reconnectBy, record.needsRefresh) = (nil, nil, false)
            record.finalEnd = nil
        }
        // The same object where nothing is new: most people's, held by several.
        return work.before.map { $0 == record ? $0 : record } ?? record
    }

    private func clocks(_ record: inout ConnectionRecord, _ work: ConnectionWork) {
        guard let grant = work.live ?? work.connection.grant else {
            record.expiresAt = nil
            record.reconnectBy = nil
            record.finalEnd = nil
            record.needsRefresh = false
            return
        }
        record.connectedAt = grant.authorizedAt
        guard let pipeline = work.pipeline else { return }
        // What the vault holds is what the next run has to live on.
        let clocks = GrantClocks(work.connection.grant ?? grant, pipeline)
        record.expiresAt = clocks.expiresAt
        record.reconnectBy = clocks.reconnectBy
        record.finalEnd = clocks.finalEnd
        record.needsRefresh = clocks.needsRefresh(
            pipeline,
            at: ClockSkew.span(of: now, clockSkew).upperBound
        )
        let missing = pipeline.authorize.scopes.map(\.name).filter { !grant.scopes.contains($0) }
        record.missingScopes = missing.isEmpty ? [] : Set(missing).sorted()
    }

    /// Lays fresh values over the last good ones; `lastSync` moves only when something changed.
    private func values(_ record: inout ConnectionRecord, _ work: ConnectionWork) {
        var learned = false
        var emptiness = SuddenEmptiness(before: record.doubted, now: now)
        if let reading = work.reading, let pipeline = work.pipeline {
            let merged = ProfileMerge.merge(
                reading.fields,
                over: record.profile,
                missed: reading.missed,
                pipeline,
                now: now
            )
            // Another account is as empty as it is.
            let isSame = record.profile["id"] == merged["id"]
            let shown = isSame ? emptiness.profile(merged, over: record.profile) : merged
            learned = shown != record.profile
            record.profile = shown
            if record.accountID == nil { record.accountID = reading.fields["id"]?.exactText }
        }
        for (name, items) in work.collections.sorted(by: { $0.key < $1.key }) {
            let value = emptiness.items(name, items, over: record.collections[name])
            if record.collections[name] != value { learned = true }
            record.collections[name] = value
        }
        // What was not read this time is as doubtful as it was.
        if !record.doubted.isEmpty {
            record.doubted = record.doubted.filter { !Self.hasRead($0.key, work) }
        }
        record.doubted.merge(emptiness.doubted) { _, new in new }
        let didRead = work.reading != nil || !work.collections.isEmpty
        if learned || (didRead && record.lastSync == nil) { record.lastSync = now }
        // An older file's access token reads as well as any other.
        let isFresh = didRead && work.failure?.reason == .olderFile
        if !isFresh, let failure = work.failure, work.hasData || work.tokenAction != nil {
            if record.lastSync != nil, record.stale?.reason != failure.reason {
                record.stale = .init(reason: failure.reason, since: record.stale?.since ?? now)
            }
        } else if didRead {
            record.stale = nil
        }
        let limit = work.failure?.retryAt.map { min($0, now.addingTimeInterval(86_400)) }
        if work.failure != nil || didRead { record.retryAt = limit }
    }

    /// Whether a field or a collection was read, whatever it brought.
    private static func hasRead(_ name: String, _ work: ConnectionWork) -> Bool {
        if work.collections[name] != nil { return true }
        guard let reading = work.reading, let pipeline = work.pipeline else { return false }
        return pipeline.publicFields.contains(name) && !reading.missed.contains(name)
    }

    private func standing(
        _ record: inout ConnectionRecord,
        _ work: ConnectionWork
    ) -> (ConnectionState, FailureReason?) {
        let connection = work.connection
        guard connection.disconnectedAt == nil else { return (.disconnected, nil) }
        guard work.pipeline != nil else {
            let isBroken = brokenProviders.contains(connection.provider)
            return (.degraded, isBroken ? .pipelineInvalid : .pipelineMissing)
        }
        if let failure = work.failure { return standing(&record, work, failure) }
        if work.plan.rest == .codeExpired, connection.grant == nil {
            return (.needsReconnect, .codeExpired)
        }
        if connection.grant == nil { return withoutGrant(connection, work.before) }
        if work.plan.rest == .needsReconnect { return (.needsReconnect, record.reason) }
        let learned =
            work.didExchange || work.didRefresh || work.reading != nil
            || !work.collections.isEmpty
        if let before = work.before, before.generation == connection.generation,
            [.degraded, .inDoubt, .needsReconnect].contains(before.state),
            !learned || leavesOpen(before, work)
        {
            return (before.state, before.reason)
        }
        record.evidenceAt = nil
        return record.needsRefresh ? (.expiring, nil) : (.connected, nil)
    }

    /// Whether a question about the refresh token is as open as before: data that was read with the
    /// access token beside it proves nothing of it.
    private func leavesOpen(_ before: ConnectionRecord, _ work: ConnectionWork) -> Bool {
        guard !work.didRefresh, !work.didExchange,
            before.evidenceAt != nil || before.state == .inDoubt,
            work.pipeline?.refresh?.credential == .refreshToken
        else { return false }
        return work.connection.grant?.refreshToken?.isEmpty == false
    }

    /// Whether a token that an earlier run may have used up has still not been tried.
    private func isStillInDoubt(_ work: ConnectionWork) -> Bool {
        guard let before = work.before, before.state == .inDoubt,
            before.generation == work.connection.generation, !work.didRefresh, !work.didExchange
        else { return false }
        // An access token that renews itself has just been seen at work.
        return work.reading == nil || leavesOpen(before, work)
    }

    private func withoutGrant(
        _ connection: Connection,
        _ before: ConnectionRecord?
    ) -> (ConnectionState, FailureReason?) {
        if let code = connection.pendingCode {
            guard code.isOpen else { return (.needsReconnect, .codeInDoubt) }
            // What kept the code back is told until it goes out or another one comes.
            let isSame = before?.state == .pending && before?.generation == connection.generation
            return (.pending, isSame ? before?.reason : nil)
        }
        if connection.pendingAuthorization != nil { return (.pending, nil) }
        return (.needsReconnect, before?.reason ?? .grantRefused)
    }

    private func standing(
        _ record: inout ConnectionRecord,
        _ work: ConnectionWork,
        _ failure: Failure
    ) -> (ConnectionState, FailureReason?) {
        let connection = work.connection
        if failure.reason == .olderFile { return (.degraded, .olderFile) }
        if connection.grant == nil {
            guard let code = connection.pendingCode else {
                return (.needsReconnect, failure.reason)
            }
            return code.isOpen ? (.pending, failure.reason) : (.inDoubt, .codeInDoubt)
        }
        if failure.failure == .reconnect, Advice.condemns(failure.reason) {
            // The time between two looks is worth nothing by a clock that is wrong.
            guard !isClockWrong else { return (.degraded, failure.reason) }
            let isSame = work.before?.generation == connection.generation
            let verdict = Verdict.condemned(
                evidence: isSame ? work.before?.evidenceAt : nil,
                now: now
            )
            record.evidenceAt = verdict.evidenceAt
            return (verdict.state, failure.reason)
        }
        let mayHaveSpent =
            failure.isAmbiguous && failure.step == "refresh"
            && work.pipeline?.refresh?.rotation != .never
        if mayHaveSpent {
            return (.inDoubt, failure.reason == .notReached ? .answerLost : failure.reason)
        }
        if failure.reason == .notReached, let before = work.before {
            return (before.state, before.reason)
        }
        return (isStillInDoubt(work) ? .inDoubt : .degraded, failure.reason)
    }
}
