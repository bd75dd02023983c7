import Documents
import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("A profile's steps come due one by one")
struct StepSlotTests {
    private static let hour: Double = 3600
    private static let week = 7 * Sample.day
    /// A moment at which the weekly step comes due, and the other does not.
    private static let boundary = DueSlot.next(
        "alice/plain/default/profile/about",
        period: Int(week),
        after: Sample.now
    )

    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        var pipeline = Sample.steps
        /// Seconds from the weekly step's boundary.
        var previous: Double? = -6 * hour - 1
        var now: Double = -1
        var everything = false
        var record: @Sendable (inout ConnectionRecord) -> Void = { _ in }
        let expected: [Action]
        var testDescription: String { title }
    }

    static let rows: [Row] = [
        Row(title: "nothing is due", previous: -2, expected: []),
        Row(title: "six hours without a week's end", expected: [.readSteps(["who"])]),
        Row(
            title: "a week's end within six hours",
            previous: -6 * hour,
            now: 0,
            expected: [.readProfile]
        ),
        Row(title: "a week's end alone", previous: -1, now: 0, expected: [.readSteps(["about"])]),
        Row(title: "a long silence", previous: -week - 1, expected: [.readProfile]),
        Row(title: "the first run", previous: nil, expected: [.readProfile]),
        Row(title: "everything", previous: -2, everything: true, expected: [.readProfile]),
        Row(
            title: "a connection never read",
            previous: -2,
            record: { $0.lastSync = nil },
            expected: [.readProfile]
        ),
        Row(
            title: "a failure in the last run",
            previous: -2,
            record: {
                $0.stale = ConnectionRecord.Staleness(reason: .providerFault, since: Sample.now)
            },
            expected: [.readProfile]
        ),
        Row(
            title: "something doubtful, an hour on",
            previous: -2,
            record: { $0.doubted = ["fans": boundary.addingTimeInterval(-2 * hour)] },
            expected: [.readProfile]
        ),
        Row(
            title: "something doubtful, just now",
            record: { $0.doubted = ["fans": boundary.addingTimeInterval(-60)] },
            expected: [.readSteps(["who"])]
        ),
        Row(
            title: "a record of another token",
            previous: -2,
            record: { $0.generation = 1 },
            expected: [.readProfile]
        ),
        Row(
            title: "one of a step's fields is known",
            record: { $0.profile["fans"] = nil },
            expected: [.readSteps(["who"])]
        ),
        Row(
            title: "none of a step's public fields is known, and another step is due",
            record: {
                $0.profile = ["id": "7"]
            },
            expected: [.readProfile]
        ),
        Row(
            title: "none of a step's public fields is known, and nothing is due",
            previous: -2,
            record: { $0.profile = ["id": "7"] },
            expected: []
        ),
        Row(
            title: "a step shows nothing",
            pipeline: Sample.steps.replacing("[id, username, fans, picture]", with: "[id]"),
            record: { $0.profile = ["id": "7"] },
            expected: [.readSteps(["who"])]
        ),
        Row(
            title: "a profile without a rhythm",
            pipeline: Sample.steps.replacing("  every: 6h\n", with: ""),
            previous: -2,
            expected: [.readSteps(["who"])]
        ),
        Row(
            title: "one step, with its own rhythm",
            pipeline: Sample.plain.replacing(
                "  url: https://api.plain.test/me\n  fields:\n    id: $.id\n    username: $.name\n",
                with: "  steps: [{name: about, every: 7d, url: https://api.plain.test/me, "
                    + "fields: {id: $.id, username: $.name}}]\n"
            ).replacing("  every: 6h\n", with: ""),
            previous: -1,
            now: 0,
            expected: [.readProfile]
        ),
    ]

    private func plan(_ row: Row) throws -> ConnectionPlan {
        let key = try Sample.key()
        var record = ConnectionRecord(
            key: key,
            state: .connected,
            since: Sample.now,
            lastSync: Sample.now,
            profile: [
                "id": "7", "username": "alice", "fans": 9, "picture": "https://cdn.test/a",
            ]
        )
        row.record(&record)
        return Planner(
            now: Self.boundary.addingTimeInterval(row.now),
            previousRun: row.previous.map { Self.boundary.addingTimeInterval($0) },
            everything: row.everything
        ).plan(
            key.user,
            Connection(provider: "plain", grant: Sample.grant(accessEnds: 90 * Sample.day)),
            try Sample.pipeline(row.pipeline),
            record
        )
    }

    @Test("what is read, and what was never had", arguments: rows)
    func due(row: Row) throws {
        #expect(try plan(row).actions == row.expected)
    }

    @Test("only calls that are due are foreseen")
    func calls() throws {
        func plan(_ title: String) throws -> ConnectionPlan {
            try self.plan(try #require(Self.rows.first { $0.title == title }))
        }
        let one = try plan("six hours without a week's end")
        #expect((one.calls, one.dataCalls) == (1, 1))
        let both = try plan("a week's end within six hours")
        #expect((both.calls, both.dataCalls) == (2, 2))
        let week = try plan("a week's end alone")
        #expect((week.calls, week.dataCalls) == (1, 1))
        #expect(week.dataDue == Self.boundary)
    }

    /// What is known of a connection whose steps were all read.
    private static func known(_ key: ConnectionKey) -> ConnectionRecord {
        ConnectionRecord(
            key: key,
            state: .connected,
            since: Sample.now,
            lastSync: Sample.now,
            profile: ["id": "7", "fans": 9]
        )
    }

    @Test("a code brings all steps, and a token for one step is a call more")
    func tokens() throws {
        let key = try Sample.key()
        let planner = Planner(
            now: Self.boundary.addingTimeInterval(-1),
            previousRun: Self.boundary.addingTimeInterval(-6 * Self.hour - 1)
        )
        let pipeline = try Sample.pipeline(Sample.steps)
        let code = PendingCode(
            code: Secret("a-code"),
            redirectURI: "http://127.0.0.1:8765/callback",
            verifier: nil,
            receivedAt: Self.boundary.addingTimeInterval(-60)
        )
        let record = Self.known(key)
        let coded = Connection(provider: "plain", grant: Sample.grant(), pendingCode: code)
        let exchange = planner.plan(key.user, coded, pipeline, record)
        #expect(exchange.actions == [.exchangeCode, .readProfile])
        let bare = Connection(provider: "plain", grant: Sample.grant(access: nil))
        let refresh = planner.plan(key.user, bare, pipeline, record)
        #expect(refresh.actions == [.refresh(.accessNeeded), .readSteps(["who"])])
        #expect((refresh.calls, refresh.dataCalls) == (2, 2))
    }

    @Test("each step's slot is a turning point: nothing is due before the first, something after")
    func turningPoints() throws {
        let pipeline = try Sample.pipeline(
            Sample.steps.replacing("  every: 6h\n", with: "  every: 11d\n")
        )
        let key = try Sample.key()
        let connection = Connection(provider: "plain", grant: Sample.grant(accessEnds: nil))
        let record = Self.known(key)
        let points = TurningPoints(
            key: key,
            connection: connection,
            pipeline: pipeline,
            record: record
        )
        var now = Sample.now
        var read: Set<Action> = []
        for _ in 0..<60 {
            let turn = points.first(after: now)
            func actions(_ seconds: Double) -> [Action] {
                Planner(now: turn.addingTimeInterval(seconds), previousRun: now)
                    .plan(key.user, connection, pipeline, record).actions
            }
            #expect(turn > now)
            #expect(actions(0) == [])
            let due = actions(1)
            #expect(!due.isEmpty)
            read.formUnion(due)
            now = turn.addingTimeInterval(1)
        }
        #expect(read.isSuperset(of: [.readSteps(["who"]), .readSteps(["about"])]))
    }
}
