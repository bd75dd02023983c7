import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("Two clones' knowledge of limits")
struct LimitRecordTests {
    private func use(_ run: String, _ calls: Int, open: Bool = false) -> LimitRecord.Use {
        .init(run: run, until: Sample.now, calls: calls, isOpen: open)
    }

    private func record(_ uses: LimitRecord.Use..., held: Double? = nil) -> LimitRecord {
        let key = LimitKey(provider: "plain")
        let hold = held.map {
            LimitHold(key: key, until: Sample.now.addingTimeInterval($0), isHard: true)
        }
        return LimitRecord(
            counts: [.init(key: key, allowed: 100, seconds: 900, uses: uses)],
            holds: hold.map { [$0] } ?? []
        )
    }

    @Test("each run counts once, whoever knows of it")
    func union() {
        let ours = record(use("a", 10), use("b", 20), held: 60)
        let theirs = record(use("a", 10), use("c", 5), held: 600)
        let union = ours.union(theirs)
        #expect(union.counts.first?.used(at: Sample.now) == 35)
        #expect(union.holds.first?.until == Sample.now.addingTimeInterval(600))
        #expect(union.union(ours) == union)
        #expect(theirs.union(ours) == union)
    }

    @Test("a run that has ended says it better than what was written while it went on")
    func ended() {
        let open = record(use("a", 3), use("a", 40, open: true))
        let ended = record(use("a", 7))
        #expect(open.union(ended).counts.first?.used(at: Sample.now) == 7)
        #expect(ended.union(open).counts.first?.used(at: Sample.now) == 7)
        // Nobody knows what became of it: all it may have made counts.
        #expect(open.union(open).counts.first?.used(at: Sample.now) == 43)
    }

    @Test("a secret parameter is in a key's digest only")
    func group() {
        var connection = Scene.due()
        #expect(LimitKey.app(connection) == LimitKey(provider: "plain"))
        connection.parameters = ["host": Secret("secret.test")]
        let key = LimitKey.app(connection)
        #expect(key.group?.contains("secret") == false)
        connection.parameters = ["host": Secret("other.test")]
        #expect(LimitKey.app(connection) != key)
    }
}
