import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("What intents without a result mean")
struct DoubtTests {
    @Test(
        "whose generation has not grown is in doubt",
        arguments: [
            (ConnectionState.connected, 3, ConnectionState.inDoubt),
            (.degraded, 2, .inDoubt), (.expiring, 3, .inDoubt), (.inDoubt, 3, .inDoubt),
            // A result was saved, and told, since.
            (.connected, 4, .connected),
            // What is condemned needs no look.
            (.needsReconnect, 3, .needsReconnect),
        ]
    )
    func cast(state: ConnectionState, generation: Int, expected: ConnectionState) throws {
        let key = try Sample.key()
        let earlier = Sample.now.addingTimeInterval(-7200)
        let record = ConnectionRecord(
            key: key,
            state: state,
            reason: .unreachable,
            since: earlier,
            generation: generation
        )
        let intent = Intent(
            .refresh,
            key.user,
            Connection(provider: "plain", generation: 3),
            spends: Secret("refresh-token-1"),
            salt: "salt",
            isShared: false,
            at: Sample.now
        )
        let memory = Doubt.cast([intent], on: RunMemory(records: [key: record]))
        let after = try #require(memory.records[key])
        #expect(after.state == expected)
        // What was in doubt before stays so for its own reason, since its own time.
        let isNew = expected == .inDoubt && state != .inDoubt
        #expect(after.reason == (isNew ? .answerLost : .unreachable))
        #expect(after.since == (isNew ? Sample.now : earlier))
        let fresh = try #require(Doubt.cast([intent], on: RunMemory()).records[key])
        #expect(fresh.state == .inDoubt)
        #expect(fresh.reason == .answerLost)
        #expect(fresh.generation == 3)
    }
}
