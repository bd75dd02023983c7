import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing

@testable import Snapshot

@Suite("Status files have the shapes a frontend expects")
struct SnapshotBuilderTests {
    @Test("a user's integrations, by provider")
    func integrations() throws {
        let set = SnapshotSample.builder.build(
            SnapshotSample.report([try SnapshotSample.record("alice")]),
            over: RunMemory()
        )
        let document = try #require(set.allDocuments["api/integrations/alice.json"])
        #expect(document["ok"] == true)
        let instagram = try #require(document["integrations"]?["instagram"])
        #expect(instagram["status"] == "connected")
        #expect(instagram["connectedAccount"] == "alice_music")
        #expect(instagram["profile"]?["followers"] == 12)
        #expect(instagram["expiresAt"] == "2026-11-25T12:00:00Z")
        #expect(instagram["needsRefresh"] == false)
    }

    @Test("a connection's fields stand beside its standing")
    func connection() throws {
        let set = SnapshotSample.builder.build(
            SnapshotSample.report([try SnapshotSample.record("alice")]),
            over: RunMemory()
        )
        let document = try #require(set.allDocuments["api/integrations/instagram/alice.json"])
        let connection = try #require(document["connection"])
        #expect(connection["id"] == "17841400000000000001")
        #expect(connection["username"] == "alice_music")
        #expect(connection["status"] == "connected")
        #expect(connection["connectedAt"] == "2026-11-24T12:00:00Z")
    }

    @Test("several accounts at one provider: the first by label, and all of them")
    func severalAccounts() throws {
        let records = [
            try SnapshotSample.record("alice", label: "b"),
            try SnapshotSample.record("alice", label: "a"),
        ]
        let set = SnapshotSample.builder.build(SnapshotSample.report(records), over: RunMemory())
        let document = try #require(set.allDocuments["api/integrations/instagram/alice.json"])
        #expect(document["connection"]?["label"] == "a")
        #expect(document["connections"]?.array?.count == 2)
    }

    @Test("a locked file keeps the last good values, marked stale")
    func locked() throws {
        let memory = RunMemory(records: [
            try SnapshotSample.record("alice").key: try SnapshotSample.record("alice")
        ])
        let closed = RunReport.ClosedFile(
            user: "alice",
            state: .locked,
            reason: .fileLocked,
            since: SnapshotSample.now,
            detail: "no key"
        )
        let set = SnapshotSample.builder.build(
            SnapshotSample.report([], closed: [closed]),
            over: memory
        )
        let document = try #require(set.allDocuments["api/integrations/alice.json"])
        #expect(document["file"]?["status"] == "locked")
        let instagram = try #require(document["integrations"]?["instagram"])
        #expect(instagram["status"] == "locked")
        #expect(instagram["stale"]?["reason"] == "file_locked")
        #expect(instagram["profile"]?["username"] == "alice_music")
    }

    @Test("files go with the user they were about, but never because a vault looks empty")
    func obsolete() throws {
        let gone = try SnapshotSample.record("bob")
        let memory = RunMemory(records: [gone.key: gone])
        let set = SnapshotSample.builder.build(
            SnapshotSample.report([try SnapshotSample.record("alice")]),
            over: memory
        )
        #expect(
            set.obsolete == ["api/integrations/bob.json", "api/integrations/instagram/bob.json"]
        )
        let empty = SnapshotSample.builder.build(
            SnapshotSample.report([], users: []),
            over: memory
        )
        #expect(empty.obsolete.isEmpty)
    }

    @Test("the file of a user who could never be opened goes with the user too")
    func obsoleteClosed() throws {
        let closed = RunReport.ClosedFile(
            user: "bob",
            state: .locked,
            reason: .fileLocked,
            since: SnapshotSample.now,
            detail: "no key"
        )
        let memory = RunMemory(closedFiles: ["bob": closed])
        let set = SnapshotSample.builder.build(
            SnapshotSample.report([try SnapshotSample.record("alice")]),
            over: memory
        )
        #expect(set.obsolete == ["api/integrations/bob.json"])
    }

    @Test("the most urgent comes first in attention.json, and who is well is not in it")
    func attention() throws {
        let records = [
            try SnapshotSample.record("a"),
            try SnapshotSample.record("b", state: .degraded, reason: .appRefused),
            try SnapshotSample.record("c", state: .needsReconnect, reason: .revoked),
        ]
        let set = SnapshotSample.builder.build(SnapshotSample.report(records), over: RunMemory())
        let items = try #require(set.allDocuments["attention.json"]?["items"]?.array)
        #expect(items.map { $0["user"]?.string } == ["c", "b"])
        #expect(items.map { $0["who"]?.string } == ["person", "operator"])
    }

    @Test("a run over a part does not speak for the rest")
    func heartbeat() throws {
        let records = [try SnapshotSample.record("alice")]
        let memory = RunMemory(dataThrough: SnapshotSample.now.addingTimeInterval(-3600))
        let whole = SnapshotSample.builder.build(SnapshotSample.report(records), over: memory)
        #expect(whole.allDocuments["heartbeat.json"]?["dataThrough"] == "2026-11-24T12:00:00Z")
        let part = SnapshotSample.builder.build(
            SnapshotSample.report(records, isPartial: true),
            over: memory
        )
        #expect(part.allDocuments["heartbeat.json"]?["dataThrough"] == "2026-11-24T11:00:00Z")
    }

    // Lesson 58.
    @Test("how wrong the clock was is told, and read back, and a right one is not mentioned")
    func clock() throws {
        var report = SnapshotSample.report([try SnapshotSample.record("alice")])
        for (measured, expected) in [(Double?.none, Int?.none), (300, nil), (-7200, -7200)] {
            report.clockSkew = ClockSkew(measured: measured)
            let set = SnapshotSample.builder.build(report, over: RunMemory())
            let page = try #require(set.allDocuments["heartbeat.json"])
            #expect(page["clockSkewSeconds"]?.integer == expected)
            let files = InMemoryFileStore(["status/heartbeat.json": page.canonicalText()])
            let memory = SnapshotReader(directory: "status", files: files).memory()
            #expect(memory.clockSkew == ClockSkew(measured: measured))
        }
    }
}
