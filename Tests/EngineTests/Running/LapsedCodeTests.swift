import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("A code that was over before a run could take it")
struct LapsedCodeTests {
    private func record(
        _ connection: Connection,
        lapsed: Set<ConnectionKey>
    ) throws -> ConnectionRecord {
        let key = try Sample.key()
        let work = ConnectionWork(
            plan: ConnectionPlan(
                key: key,
                actions: [],
                rest: .noGrant,
                calls: 0,
                nextTokenAction: nil
            ),
            pipeline: try Sample.pipeline(Sample.plain),
            before: nil,
            connection: connection
        )
        let update = RecordUpdate(now: Sample.now, brokenProviders: [], lapsed: lapsed)
        return update.entry(key.user, work).record
    }

    @Test("it is told where there is nothing else, and a grant goes on as if it had never come")
    func told() throws {
        let key = try Sample.key()
        let empty = Connection(provider: "plain")
        let lapsed = try record(empty, lapsed: [key])
        #expect(lapsed.state == .needsReconnect)
        #expect(lapsed.reason == .codeExpired)
        #expect(lapsed.since == Sample.now)
        let other = try record(empty, lapsed: [try Sample.key(label: "band")])
        #expect(other.reason != .codeExpired)
        let well = Connection(provider: "plain", grant: Sample.grant(), generation: 1)
        #expect(try record(well, lapsed: [key]).state == .connected)
        var waiting = empty
        waiting.pendingCode = Scene.code()
        #expect(try record(waiting, lapsed: [key]).state == .pending)
        var ended = empty
        ended.disconnectedAt = Sample.now
        #expect(try record(ended, lapsed: [key]).state == .disconnected)
    }
}
