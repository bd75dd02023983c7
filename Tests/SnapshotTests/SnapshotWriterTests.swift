import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Vault

@testable import Snapshot

@Suite("Status files are written only where they changed, and never with a secret")
struct SnapshotWriterTests {
    private func write(_ set: StatusSet, _ files: InMemoryFileStore, _ ledger: SecretLedger)
        -> SnapshotWriter.Result
    {
        SnapshotWriter(directory: "data/status", files: files, ledger: ledger).write(set)
    }

    @Test("the same knowledge writes nothing the second time")
    func sameBytes() throws {
        let files = InMemoryFileStore()
        let set = SnapshotSample.builder.build(
            SnapshotSample.report([try SnapshotSample.record("alice")]),
            over: RunMemory()
        )
        let first = write(set, files, SecretLedger())
        #expect(first.written.contains("heartbeat.json"))
        #expect(first.failures.isEmpty)
        #expect(write(set, files, SecretLedger()).written.isEmpty)
    }

    // It says that all that was due is told: the next run would not look at what is not.
    @Test("the heartbeat is not begun before everything else is in place")
    func heartbeatLast() throws {
        let folder = try TemporaryFolder()
        let steps = Mutex<[(WritePoint, String)]>([])
        let files = LocalFileStore { point, path in steps.withLock { $0.append((point, path)) } }
        let set = SnapshotSample.builder.build(
            SnapshotSample.report([try SnapshotSample.record("alice")]),
            over: RunMemory()
        )
        let result = SnapshotWriter(
            directory: folder.path,
            files: files,
            ledger: SecretLedger()
        ).write(set)
        #expect(result.failures.isEmpty)
        let own = steps.withLock { $0.map { $0.1.hasSuffix("/heartbeat.json") } }
        let first = try #require(own.firstIndex(of: true))
        #expect(first == own.count - WritePoint.allCases.count)
        #expect(first == (result.written.count - 1) * WritePoint.allCases.count)
    }

    // Invariant 1: the last gate.
    @Test(
        "a provider's field that repeats a secret is left out, whatever its length, and named",
        arguments: ["alice_music_token", "live"]
    )
    func leftOut(secret: String) throws {
        let files = InMemoryFileStore()
        let ledger = SecretLedger()
        ledger.hold(Secret(secret))
        var record = try SnapshotSample.record("alice")
        record.profile["username"] = .string(secret)
        record.collections = ["posts": [["id": "1", "tags": ["x", .string(secret)]]]]
        let set = SnapshotSample.builder.build(SnapshotSample.report([record]), over: RunMemory())
        let result = write(set, files, ledger)
        #expect(result.failures.isEmpty)
        #expect(
            result.warnings.contains {
                $0.contains("alice.json") && $0.contains(".username repeats a secret of this run")
            }
        )
        for (path, bytes) in files.files {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("\"\(secret)\""), "\(path)")
        }
        let page = try #require(
            try files.read("data/status/api/integrations/alice.json", limit: 1 << 20)
        )
        #expect(String(decoding: page, as: UTF8.self).contains("\"x\""))
    }

    // A provider may give any text for a token; a sandbox gives "connected".
    @Test(
        "a secret that is a word of Latchkey's own keeps no page back",
        arguments: [
            "connected", "provider", "instagram", "default", "alice", "integrations", "true",
        ]
    )
    func ownWord(secret: String) throws {
        let files = InMemoryFileStore()
        let ledger = SecretLedger()
        ledger.hold(Secret(secret))
        let records = [
            try SnapshotSample.record("alice"),
            try SnapshotSample.record("bob", state: .needsReconnect, reason: .providerFault),
        ]
        let set = SnapshotSample.builder.build(SnapshotSample.report(records), over: RunMemory())
        let result = write(set, files, ledger)
        #expect(result.failures.isEmpty)
        #expect(result.warnings.isEmpty)
        #expect(set.allDocuments.keys.allSatisfy { files.files["data/status/\($0)"] != nil })
    }

    // Invariant 1: the last gate.
    @Test("a page with a secret in any other value is refused, and the value named")
    func refused() throws {
        let files = InMemoryFileStore()
        let ledger = SecretLedger()
        ledger.hold(Secret("client-secret-1"))
        let builder = SnapshotBuilder(
            pipelines: SnapshotSample.builder.pipelines,
            loginURLs: ["instagram": "https://id.test/?secret=client-secret-1"],
            version: "1"
        )
        let record = try SnapshotSample.record("alice", state: .needsReconnect, reason: .revoked)
        let set = builder.build(SnapshotSample.report([record]), over: RunMemory())
        let result = write(set, files, ledger)
        let path = "api/auth/instagram/login.json"
        #expect(
            result.failures.contains(
                "\(path) was not written: $.authorizeUrl repeats a secret of this run"
            )
        )
        for (path, bytes) in files.files {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("client-secret-1"), "\(path)")
        }
        #expect(result.written.contains("heartbeat.json"))
    }

    @Test("tells of whom nothing new could be written")
    func untold() throws {
        let files = InMemoryFileStore()
        let records = [try SnapshotSample.record("alice"), try SnapshotSample.record("bob")]
        let set = SnapshotSample.builder.build(SnapshotSample.report(records), over: RunMemory())
        let result = SnapshotWriter(
            directory: "data/status",
            files: RefusingFileStore(files, prefix: "data/status/api/integrations/bob"),
            ledger: SecretLedger()
        ).write(set)
        #expect(result.failures.count == 1)
        #expect(result.untold(of: ["alice", "bob"]) == [try #require(UserID("bob"))])
    }

    @Test("what was written is the next run's memory")
    func memory() throws {
        let files = InMemoryFileStore()
        var record = try SnapshotSample.record(
            "alice",
            state: .degraded,
            reason: .providerFault
        )
        record.stale = .init(reason: .providerFault, since: SnapshotSample.now)
        record.evidenceAt = SnapshotSample.now
        record.retryAt = SnapshotSample.now
        record.finalEnd = SnapshotSample.now.addingTimeInterval(86_400)
        let set = SnapshotSample.builder.build(SnapshotSample.report([record]), over: RunMemory())
        _ = write(set, files, SecretLedger())
        let memory = SnapshotReader(directory: "data/status", files: files).memory()
        #expect(memory.records == [record.key: record])
        #expect(memory.dataThrough == SnapshotSample.now)
        #expect(memory.runs.starts == [SnapshotSample.now])
        #expect(memory.loginURLs == SnapshotSample.builder.loginURLs)
    }

    @Test("a status file that is damaged is not known, and no failure")
    func damaged() throws {
        let files = InMemoryFileStore()
        try files.replace(
            "data/status/api/integrations/alice.json",
            with: Array("{".utf8),
            mode: 0o644
        )
        try files.replace(
            "data/status/api/integrations/.json",
            with: Array("{}".utf8),
            mode: 0o644
        )
        #expect(
            SnapshotReader(directory: "data/status", files: files).memory().records.isEmpty
        )
    }
}
