import Engine
import LatchkeyTestSupport
import Testing
import Vault

@testable import Snapshot

@Suite("A secret that is a word of an event keeps no event back")
struct LastGateEventTests {
    @Test("of a state, a provider, a user", arguments: ["connected", "instagram", "alice"])
    func word(secret: String) throws {
        let ledger = SecretLedger()
        ledger.hold(Secret(secret))
        let report = SnapshotSample.report([try SnapshotSample.record("alice")])
        let set = SnapshotSample.builder.build(report, over: RunMemory())
        let result = EventLog(
            directory: "data/history",
            files: InMemoryFileStore(),
            ledger: ledger
        ).record(set, report, over: RunMemory())
        #expect(result.failures.isEmpty)
        #expect(result.events.count == 1)
    }
}
