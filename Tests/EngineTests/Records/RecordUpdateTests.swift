import Documents
import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("A record follows from the last one and what the run learned")
struct RecordUpdateTests {
    /// What a run learned of a connection, and how it stands after that.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var before: ConnectionState?
        var reason: FailureReason?
        var evidenceHoursAgo: Double?
        var isOlder = false
        var learn: @Sendable (inout ConnectionWork) -> Void
        let state: ConnectionState
        let expected: FailureReason?

        init(
            _ title: String,
            from before: ConnectionState? = nil,
            _ reason: FailureReason? = nil,
            evidence: Double? = nil,
            isOlder: Bool = false,
            to state: ConnectionState,
            _ expected: FailureReason? = nil,
            learn: @escaping @Sendable (inout ConnectionWork) -> Void
        ) {
            testDescription = title
            self.before = before
            self.reason = reason
            evidenceHoursAgo = evidence
            self.isOlder = isOlder
            self.learn = learn
            self.state = state
            self.expected = expected
        }
    }

    private static func failure(
        _ kind: FailureClass,
        _ reason: FailureReason,
        step: String = "refresh",
        isAmbiguous: Bool = false
    ) -> Engine.Failure {
        Failure(kind, reason, step: step, detail: "it failed", isAmbiguous: isAmbiguous)
    }

    private static let read: @Sendable (inout ConnectionWork) -> Void = { work in
        work.reading = DataSync.Reading(fields: ["id": "7"])
    }

    static let rows: [Row] = [
        Row("data read", to: .connected, learn: read),
        Row("a first look that learned nothing", to: .connected) { _ in },
        Row("an exchange", from: .pending, to: .connected) { $0.didExchange = true },
        Row("an end that comes near", to: .expiring) { work in
            work.connection.grant?.authorizedAt = Sample.now.addingTimeInterval(-175 * Sample.day)
            work.reading = DataSync.Reading(fields: ["id": "7"])
        },
        Row("disconnected", from: .connected, to: .disconnected) {
            $0.connection.disconnectedAt = Sample.now
        },
        Row("a waiting code", to: .pending) {
            $0.connection.grant = nil
            $0.connection.pendingCode = Scene.code()
        },
        Row("a code kept back", from: .pending, .rateLimited, to: .pending, .rateLimited) {
            $0.connection.grant = nil
            $0.connection.pendingCode = Scene.code()
        },
        Row("another code", from: .pending, .rateLimited, isOlder: true, to: .pending) {
            $0.connection.grant = nil
            $0.connection.pendingCode = Scene.code()
        },
        Row("an authorization on its way", to: .pending) {
            $0.connection.grant = nil
            $0.connection.pendingAuthorization = PendingAuthorization(
                state: Secret("s"),
                verifier: nil,
                redirectURI: "r",
                begunAt: Sample.now
            )
        },
        Row("a code found spent", to: .needsReconnect, .codeInDoubt) {
            $0.connection.grant = nil
            $0.connection.pendingCode = Scene.code(attempted: true)
        },
        Row("a code that could not go out", to: .pending, .unreachable) {
            $0.connection.grant = nil
            $0.connection.pendingCode = Scene.code()
            $0.failure = failure(.transient, .unreachable, step: "exchange")
        },
        Row("a code without a clear answer", to: .inDoubt, .codeInDoubt) {
            $0.connection.grant = nil
            $0.connection.pendingCode = Scene.code(attempted: true)
            $0.failure = failure(.transient, .unreachable, step: "exchange", isAmbiguous: true)
        },
        Row("a code refused", to: .needsReconnect, .codeRefused) {
            $0.connection.grant = nil
            $0.failure = failure(.reconnect, .codeRefused, step: "exchange")
        },
        Row("a code refused beside a grant", to: .degraded, .codeRefused) {
            $0.failure = failure(.reconnect, .codeRefused, step: "exchange")
        },
        Row("the first word against a grant", from: .connected, to: .degraded, .grantRefused) {
            $0.failure = failure(.reconnect, .grantRefused)
        },
        Row(
            "the second word too soon",
            from: .degraded,
            .grantRefused,
            evidence: 0.9,
            to: .degraded,
            .grantRefused
        ) { $0.failure = failure(.reconnect, .grantRefused) },
        Row(
            "the second word, another than the first",
            from: .degraded,
            .grantRefused,
            evidence: 1,
            to: .needsReconnect,
            .revoked
        ) { $0.failure = failure(.reconnect, .revoked) },
        Row(
            "a word against newer bytes",
            from: .degraded,
            .grantRefused,
            evidence: 9,
            isOlder: true,
            to: .degraded,
            .grantRefused
        ) { $0.failure = failure(.reconnect, .grantRefused) },
        Row("an unclear refresh", from: .connected, to: .inDoubt, .unreachable) {
            $0.failure = failure(.transient, .unreachable, isAmbiguous: true)
        },
        Row("an unclear answer to a reading", to: .degraded, .providerFault) {
            $0.failure = failure(.transient, .providerFault, step: "profile", isAmbiguous: true)
        },
        Row("a limit", from: .connected, to: .degraded, .rateLimited) {
            $0.failure = failure(.rateLimited, .rateLimited, step: "profile")
        },
        Row("a token that could not be saved", from: .connected, to: .degraded, .notSaved) {
            $0.failure = failure(.transient, .notSaved)
        },
        Row("not reached", from: .connected, to: .connected) {
            $0.failure = failure(.transient, .notReached)
        },
        Row("not reached, and bad before", from: .degraded, .revoked, to: .degraded, .revoked) {
            $0.failure = failure(.transient, .notReached)
        },
        Row("never reached", to: .degraded, .notReached) {
            $0.failure = failure(.transient, .notReached)
        },
        Row(
            "in doubt, and nothing learned",
            from: .inDoubt,
            .unreachable,
            to: .inDoubt,
            .unreachable
        ) { _ in },
        Row(
            "in doubt, and a new grant",
            from: .inDoubt,
            .unreachable,
            isOlder: true,
            to: .connected
        ) { _ in },
        Row(
            "in doubt, and only the access token beside it seen at work",
            from: .inDoubt,
            .unreachable,
            to: .inDoubt,
            .unreachable,
            learn: read
        ),
        Row(
            "in doubt, and nothing to ask the provider with",
            from: .inDoubt,
            .answerLost,
            to: .inDoubt,
            .appUnconfigured
        ) { $0.failure = failure(.app, .appUnconfigured) },
        Row("in doubt, and a limit", from: .inDoubt, .answerLost, to: .inDoubt, .rateLimited) {
            $0.failure = failure(.rateLimited, .rateLimited)
        },
        Row(
            "in doubt, then a renewal, and a reading that fails",
            from: .inDoubt,
            .answerLost,
            to: .degraded,
            .providerFault
        ) {
            $0.didRefresh = true
            $0.failure = failure(.transient, .providerFault, step: "profile")
        },
        Row(
            "a word against a refresh token, and the access token beside it seen at work",
            from: .degraded,
            .grantRefused,
            evidence: 0.5,
            to: .degraded,
            .grantRefused,
            learn: read
        ),
        Row(
            "a fault, and then a reading",
            from: .degraded,
            .providerFault,
            to: .connected,
            learn: read
        ),
        Row("in doubt, then a good answer", from: .inDoubt, .unreachable, to: .connected) {
            $0.didRefresh = true
        },
        Row(
            "condemned, and left alone",
            from: .needsReconnect,
            .revoked,
            to: .needsReconnect,
            .revoked
        ) { _ in },
        Row(
            "a good answer after evidence",
            from: .degraded,
            .grantRefused,
            evidence: 2,
            to: .connected
        ) { $0.didRefresh = true },
    ]

    private static let pipelineText = Sample.plain + "\nlifetimes:\n  absolute: 180d\n"

    private func record(_ row: Row) throws -> ConnectionRecord {
        let key = try Sample.key()
        let connection = Connection(
            provider: "plain",
            grant: Sample.grant(refreshEnds: nil),
            generation: 3
        )
        let before = row.before.map { state in
            ConnectionRecord(
                key: key,
                state: state,
                reason: row.reason,
                since: Self.earlier,
                generation: row.isOlder ? 2 : 3,
                evidenceAt: row.evidenceHoursAgo.map { Sample.now.addingTimeInterval(-$0 * 3600) }
            )
        }
        var work = ConnectionWork(
            plan: ConnectionPlan(
                key: key,
                actions: [.readProfile],
                rest: nil,
                calls: 1,
                nextTokenAction: nil
            ),
            pipeline: try Sample.pipeline(Self.pipelineText),
            before: before,
            connection: connection
        )
        row.learn(&work)
        return RecordUpdate(now: Sample.now, brokenProviders: []).entry(key.user, work).record
    }

    private static let earlier = Sample.date("2026-11-01T00:00:00Z")

    @Test("every state, and how it is come by", arguments: rows)
    func transition(row: Row) throws {
        let record = try record(row)
        #expect(record.state == row.state)
        #expect(record.reason == row.expected)
        #expect(record.generation == 3)
        // `since` moves when the state or its reason does, and at no other time.
        let isSame = row.before == row.state && row.reason == row.expected
        #expect(record.since == (isSame ? Self.earlier : Sample.now))
        if [.connected, .expiring].contains(row.state), row.expected == nil,
            row.testDescription != "not reached"
        {
            #expect(record.evidenceAt == nil)
        }
    }

    @Test("the states of a closed file are the only ones no connection comes by")
    func complete() {
        let reached = Set(Self.rows.map(\.state))
        #expect(Set(ConnectionState.allCases).subtracting(reached) == [.locked, .broken])
    }

    @Test("lastSync moves only when something was learned anew")
    func lastSync() throws {
        var before = ConnectionRecord(
            key: try Sample.key(),
            state: .connected,
            since: Self.earlier,
            generation: 3,
            lastSync: Self.earlier,
            profile: ["id": "7"]
        )
        func next(_ id: String) throws -> ConnectionRecord {
            var work = ConnectionWork(
                plan: .notSelected(before.key),
                pipeline: try Sample.pipeline(Sample.plain),
                before: before,
                connection: Connection(
                    provider: "plain",
                    grant: Sample.grant(),
                    generation: 3
                )
            )
            work.reading = DataSync.Reading(fields: ["id": .string(id)])
            return RecordUpdate(now: Sample.now, brokenProviders: [])
                .entry(before.key.user, work).record
        }
        #expect(try next("7").lastSync == Self.earlier)
        before.stale = .init(reason: .providerFault, since: Self.earlier)
        let changed = try next("8")
        #expect(changed.lastSync == Sample.now)
        #expect(changed.stale == nil)
    }

    @Test("who disconnects is shown no longer")
    func disconnected() throws {
        var row = try #require(Self.rows.first { $0.state == .disconnected })
        row.before = .connected
        let record = try record(row)
        #expect(record.profile.isEmpty)
        #expect(record.collections.isEmpty)
    }

    @Test("scopes asked for and not granted are told")
    func missingScopes() throws {
        let row = Row("fewer scopes", to: .connected) { $0.connection.grant?.scopes = [] }
        var record = try record(row)
        // What counts is the grant at work.
        #expect(record.missingScopes.isEmpty)
        record = try self.record(
            Row("fewer scopes", to: .connected) { work in
                work.live?.scopes = []
            }
        )
        #expect(record.missingScopes == ["read"])
    }
}
