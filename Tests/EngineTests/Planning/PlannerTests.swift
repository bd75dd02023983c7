import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("The planner decides what a run does")
struct PlannerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        var pipeline = Sample.plain
        var connection: @Sendable () -> Connection
        var state: ConnectionState?
        var reason: FailureReason?
        var evidence: Double?
        let expected: [Action]
        var rest: ConnectionPlan.Rest?
        var testDescription: String { title }
    }

    static let rows: [Row] = [
        Row(
            title: "a fresh code is exchanged, and the profile read",
            connection: {
                Connection(provider: "plain", pendingCode: PlannerTests.code())
            },
            expected: [.exchangeCode, .readProfile]
        ),
        Row(
            title: "a code that was sent is not sent again",
            connection: {
                var code = PlannerTests.code()
                code.attemptedAt = Sample.now
                return Connection(provider: "plain", pendingCode: code)
            },
            expected: [],
            rest: .codeSpent
        ),
        Row(
            title: "a code that failed for longer than a day is given up",
            connection: {
                Connection(provider: "plain", pendingCode: PlannerTests.code(daysAgo: 1.1))
            },
            state: .pending,
            reason: .unreachable,
            expected: [],
            rest: .codeExpired
        ),
        Row(
            title: "an older grant lives on where a newer code is given up",
            connection: {
                Connection(
                    provider: "plain",
                    grant: Sample.grant(access: nil),
                    pendingCode: PlannerTests.code(daysAgo: 1.1)
                )
            },
            state: .degraded,
            reason: .unreachable,
            expected: [.refresh(.accessNeeded), .readProfile]
        ),
        Row(
            title: "data due with a live access token needs no refresh",
            connection: { Connection(provider: "plain", grant: Sample.grant()) },
            expected: [.readProfile]
        ),
        Row(
            title: "data due without an access token needs one",
            connection: { Connection(provider: "plain", grant: Sample.grant(access: nil)) },
            expected: [.refresh(.accessNeeded), .readProfile]
        ),
        Row(
            title: "an access token that ends within two minutes counts as ended",
            connection: { Connection(provider: "plain", grant: Sample.grant(accessEnds: 100)) },
            expected: [.refresh(.accessNeeded), .readProfile]
        ),
        Row(
            title: "a disconnected connection is left alone",
            connection: {
                Connection(provider: "plain", grant: Sample.grant(), disconnectedAt: Sample.now)
            },
            expected: [],
            rest: .disconnected
        ),
        Row(
            title: "a condemned connection is left alone",
            connection: { Connection(provider: "plain", grant: Sample.grant()) },
            state: .needsReconnect,
            expected: [],
            rest: .needsReconnect
        ),
        Row(
            title: "a refresh without a clear answer is tried at once",
            connection: { Connection(provider: "plain", grant: Sample.grant()) },
            state: .inDoubt,
            expected: [.refresh(.inDoubt), .readProfile]
        ),
        Row(
            title: "a second look waits an hour",
            connection: { Connection(provider: "plain", grant: Sample.grant(access: nil)) },
            state: .degraded,
            evidence: 3599,
            expected: [.readProfile]
        ),
        Row(
            title: "after an hour the second look comes",
            connection: { Connection(provider: "plain", grant: Sample.grant(access: nil)) },
            state: .degraded,
            evidence: 3600,
            expected: [.refresh(.secondLook), .readProfile]
        ),
        // Lesson 58: a run whose clock was wrong wrote it down.
        Row(
            title: "a word still to come is asked about again at once",
            connection: { Connection(provider: "plain", grant: Sample.grant(access: nil)) },
            state: .degraded,
            evidence: -70 * Sample.day,
            expected: [.refresh(.secondLook), .readProfile]
        ),
        Row(
            title: "a token that renews itself is renewed within its window",
            pipeline: Sample.selfRenewing,
            connection: {
                Connection(
                    provider: "plain",
                    grant: Sample.grant(
                        refresh: nil,
                        issuedDaysAgo: 51,
                        accessEnds: 9 * Sample.day
                    )
                )
            },
            expected: [.refresh(.window), .readProfile]
        ),
        Row(
            title: "a token that renews itself is left alone before its window",
            pipeline: Sample.selfRenewing,
            connection: {
                Connection(
                    provider: "plain",
                    grant: Sample.grant(
                        refresh: nil,
                        issuedDaysAgo: 49,
                        accessEnds: 11 * Sample.day
                    )
                )
            },
            expected: [.readProfile]
        ),
        Row(
            title: "a token younger than its minimum age is not renewed",
            pipeline: Sample.selfRenewing,
            connection: {
                Connection(
                    provider: "plain",
                    grant: Sample.grant(
                        refresh: nil,
                        issuedDaysAgo: 0.9,
                        accessEnds: 5 * Sample.day
                    )
                )
            },
            expected: [.readProfile]
        ),
        Row(
            title: "a token the clock calls ended is still put to the provider",
            pipeline: Sample.selfRenewing,
            connection: {
                Connection(
                    provider: "plain",
                    grant: Sample.grant(refresh: nil, issuedDaysAgo: 61, accessEnds: -Sample.day)
                )
            },
            expected: [.refresh(.overdue), .readProfile]
        ),
    ]

    @Test("one connection, one plan", arguments: rows)
    func plan(row: Row) throws {
        let pipeline = try Sample.pipeline(row.pipeline)
        let key = try Sample.key()
        let record = row.state.map { state in
            ConnectionRecord(
                key: key,
                state: state,
                reason: row.reason,
                since: Sample.now,
                evidenceAt: row.evidence.map { Sample.now.addingTimeInterval(-$0) }
            )
        }
        let plan = Planner(now: Sample.now, previousRun: nil)
            .plan(key.user, row.connection(), pipeline, record)
        #expect(plan.actions == row.expected)
        #expect(plan.rest == row.rest)
    }

    @Test("data that was read waits for its slot, and the same run twice reads it once")
    func slots() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let key = try Sample.key()
        let connection = Connection(provider: "plain", grant: Sample.grant())
        let record = ConnectionRecord(
            key: key,
            state: .connected,
            since: Sample.now,
            lastSync: Sample.now
        )
        func actions(previous: Double, everything: Bool = false) -> [Action] {
            Planner(
                now: Sample.now,
                previousRun: Sample.now.addingTimeInterval(-previous),
                everything: everything
            ).plan(key.user, connection, pipeline, record).actions
        }
        #expect(actions(previous: 0) == [])
        #expect(actions(previous: 6 * 3600) == [.readProfile])
        #expect(actions(previous: 0, everything: true) == [.readProfile])
    }

    @Test(
        "a renewal waits as long as the provider asked, but not beyond the grant's end",
        arguments: [(9.0, []), (0.05, [.refresh(.window)])] as [(Double, [Action])]
    )
    func limited(daysLeft: Double, expected: [Action]) throws {
        let pipeline = try Sample.pipeline(Sample.selfRenewing)
        let key = try Sample.key()
        let connection = Connection(
            provider: "plain",
            grant: Sample.grant(refresh: nil, issuedDaysAgo: 51, accessEnds: daysLeft * Sample.day)
        )
        let record = ConnectionRecord(
            key: key,
            state: .degraded,
            reason: .rateLimited,
            since: Sample.now,
            retryAt: Sample.now.addingTimeInterval(7200)
        )
        let plan = Planner(now: Sample.now, previousRun: nil)
            .plan(key.user, connection, pipeline, record)
        #expect(plan.actions == expected)
    }

    @Test("a record of an older generation is not believed")
    func olderGeneration() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let key = try Sample.key()
        let connection = Connection(provider: "plain", grant: Sample.grant(), generation: 2)
        let record = ConnectionRecord(
            key: key,
            state: .needsReconnect,
            since: Sample.now,
            generation: 1
        )
        let plan = Planner(now: Sample.now, previousRun: nil)
            .plan(key.user, connection, pipeline, record)
        #expect(plan.actions == [.readProfile])
    }

    @Test("a provider without a pipeline is left alone")
    func noPipeline() throws {
        let key = try Sample.key()
        let plan = Planner(now: Sample.now, previousRun: nil)
            .plan(key.user, Connection(provider: "plain", grant: Sample.grant()), nil, nil)
        #expect(plan.rest == .noPipeline)
        #expect(plan.calls == 0)
    }

    private static func code(daysAgo: Double = 0) -> PendingCode {
        PendingCode(
            code: Secret("a-code"),
            redirectURI: "http://127.0.0.1:8765/callback",
            verifier: nil,
            receivedAt: Sample.now.addingTimeInterval(-daysAgo * Sample.day)
        )
    }
}
