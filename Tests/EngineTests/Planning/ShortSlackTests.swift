import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

/// Lessons, section 3, row 7; lessons 51 and 52.
@Suite("Where runs are rare, a token is renewed earlier")
struct ShortSlackTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        var pipeline = Sample.selfRenewing
        /// Hours; `nil` where the rhythm of runs is unknown.
        let gap: Double?
        /// Days until the end that a renewal moves.
        let end: Double
        var issuedDaysAgo: Double = 30
        let cause: Action.RefreshCause?
        var testDescription: String { title }
    }

    /// A refresh token that lives a week from its last use, beside access tokens of an hour.
    private static let rotating = Sample.plain + "\nlifetimes:\n  refresh: 7d\n"

    static let rows: [Row] = [
        Row(title: "runs every 3 hours", gap: 3, end: 30, cause: nil),
        Row(title: "runs every day", gap: 24, end: 30, cause: nil),
        Row(title: "runs every week, 30 days left", gap: 168, end: 30, cause: nil),
        Row(title: "runs every week, 21 days left", gap: 168, end: 21, cause: .shortSlack),
        Row(title: "runs every week, 9 days left", gap: 168, end: 9, cause: .window),
        Row(title: "runs every 20 days, 59 days left", gap: 480, end: 59, cause: .shortSlack),
        Row(title: "nobody knows how often", gap: nil, end: 21, cause: nil),
        Row(
            title: "runs every 20 days, and the token too young",
            gap: 480,
            end: 59.5,
            issuedDaysAgo: 0.5,
            cause: nil
        ),
        Row(
            title: "runs every month: at every one of them",
            gap: 720,
            end: 57,
            issuedDaysAgo: 3,
            cause: .shortSlack
        ),
    ]

    private func causes(_ row: Row, _ grant: Grant) throws -> [Action] {
        let pipeline = try Sample.pipeline(row.pipeline)
        let key = try Sample.key()
        let record = ConnectionRecord(
            key: key,
            state: .connected,
            since: Sample.now,
            lastSync: Sample.now
        )
        return Planner(
            now: Sample.now,
            previousRun: Sample.now,
            longestGap: row.gap.map { $0 * 3600 }
        ).plan(key.user, Connection(provider: "plain", grant: grant), pipeline, record).actions
    }

    @Test("fewer than three of the longest gaps remain", arguments: rows)
    func slack(row: Row) throws {
        let grant = Sample.grant(
            refresh: nil,
            issuedDaysAgo: row.issuedDaysAgo,
            accessEnds: row.end * Sample.day
        )
        #expect(try causes(row, grant) == (row.cause.map { [.refresh($0)] } ?? []))
    }

    @Test(
        "an access token of an hour is no end that counts, however rare the runs",
        arguments: [0.1, 3, 24, 168, 2000]
    )
    func hourly(gap: Double) throws {
        let row = Row(title: "", pipeline: Sample.plain, gap: gap, end: 0, cause: nil)
        #expect(try causes(row, Sample.grant()) == [])
        let spotify = Row(
            title: "",
            pipeline: Sample.plain + "\nlifetimes:\n  absolute: 6mo\n",
            gap: gap,
            end: 0,
            cause: nil
        )
        #expect(try causes(spotify, Sample.grant()) == [])
    }

    @Test("a refresh token that lives a week is used earlier where runs are days apart")
    func rotating() throws {
        let window = try #require(try Sample.pipeline(Self.rotating).refresh?.window)
        func actions(gap: Double, end: Double) throws -> [Action] {
            let row = Row(title: "", pipeline: Self.rotating, gap: gap, end: end, cause: nil)
            return try causes(row, Sample.grant(refreshEnds: end * Sample.day))
        }
        let days = Double(window.approximateSeconds) / Sample.day
        #expect(try actions(gap: 3, end: days + 1) == [])
        #expect(try actions(gap: (days + 2) * 24, end: days + 1) == [.refresh(.shortSlack)])
    }

    @Test("what is foreseen is foreseen for the schedule there is")
    func foreseen() throws {
        let pipeline = try Sample.pipeline(Sample.selfRenewing)
        let grant = Sample.grant(refresh: nil, issuedDaysAgo: 20, accessEnds: 40 * Sample.day)
        let clocks = GrantClocks(grant, pipeline)
        func due(_ gap: Double?) -> Double? {
            clocks.renewalDue(longestGap: gap.map { $0 * Sample.day })
                .map { $0.timeIntervalSince(Sample.now) / Sample.day }
        }
        #expect(due(nil) == 30)
        #expect(due(1) == 30)
        #expect(due(7) == 19)
        // Not before the minimum age, which has passed 19 days ago.
        #expect(due(30) == -19)
    }
}
