import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@testable import Snapshot

@Suite("People's pages that are built while others are still being read")
struct PagesAheadTests {
    private let files = InMemoryFileStore()
    private let ledger = SecretLedger()

    private var writer: SnapshotWriter {
        SnapshotWriter(directory: "status", files: files, ledger: ledger)
    }

    private func pages(isOpen: @escaping @Sendable (UserID) -> Bool = { _ in true }) -> PagesAhead {
        PagesAhead(writer) { user, _ in isOpen(user) }
    }

    private func set(_ records: [ConnectionRecord]) -> StatusSet {
        SnapshotSample.builder.build(SnapshotSample.report(records), over: RunMemory())
    }

    private func prepare(_ record: ConnectionRecord, _ ahead: PagesAhead) {
        ahead.prepare(record.key.user, SnapshotSample.report([record]).entries)
    }

    private func isUsed(_ record: ConnectionRecord, _ ahead: PagesAhead) throws -> Bool {
        let page = try #require(set([record]).pages.first)
        return ahead.files(of: page) != nil
    }

    @Test("end in the same files and the same result as those built at the end")
    func same() throws {
        let records = [try SnapshotSample.record("alice"), try SnapshotSample.record("bob")]
        let ahead = pages()
        for record in records { prepare(record, ahead) }
        let elsewhere = InMemoryFileStore()
        for round in 1...2 {
            let result = writer.write(set(records), ahead: round == 1 ? ahead : nil)
            let plain = SnapshotWriter(directory: "status", files: elsewhere, ledger: ledger)
                .write(set(records))
            #expect(result.written == plain.written)
            #expect(result.marks == plain.marks)
            #expect(result.people == plain.people)
            #expect(files.files == elsewhere.files)
        }
        #expect(files.files["status/api/integrations/alice.json"] != nil)
    }

    @Test("are taken where nothing came between")
    func taken() throws {
        let record = try SnapshotSample.record("alice")
        let ahead = pages()
        #expect(try !isUsed(record, ahead))
        prepare(record, ahead)
        #expect(try isUsed(record, ahead))
    }

    @Test("are built anew where the run knows better at its end")
    func otherRecord() throws {
        var record = try SnapshotSample.record("alice")
        let ahead = pages()
        prepare(record, ahead)
        record.state = .degraded
        #expect(try !isUsed(record, ahead))
    }

    @Test("are built anew where the run has learnt a secret since, which they may repeat")
    func newSecret() throws {
        var record = try SnapshotSample.record("alice")
        record.profile["username"] = "alice_the_token"
        let ahead = pages()
        prepare(record, ahead)
        ledger.hold(Secret("alice_the_token"))
        #expect(try !isUsed(record, ahead))
        _ = writer.write(set([record]), ahead: ahead)
        for (path, bytes) in files.files {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("alice_the_token"), "\(path)")
        }
    }

    @Test("are built anew where somebody has written the file meanwhile")
    func otherFile() throws {
        let folder = try TemporaryFolder()
        let writer = SnapshotWriter(
            directory: folder.path,
            files: LocalFileStore(),
            ledger: ledger
        )
        let record = try SnapshotSample.record("alice")
        _ = writer.write(set([record]))
        let ahead = PagesAhead(writer) { _, _ in true }
        prepare(record, ahead)
        let path = "\(folder.path)/\(StatusPath.user("alice"))"
        try LocalFileStore().replace(path, with: Array("{}".utf8), mode: 0o644)
        let result = writer.write(set([record]), ahead: ahead)
        #expect(result.written == [StatusPath.user("alice")])
        #expect(try LocalFileStore().read(path, limit: 1 << 20)?.count ?? 0 > 2)
    }

    @Test("are not built for whom only a link may show")
    func privatePeople() throws {
        let record = try SnapshotSample.record("alice")
        let ahead = pages { $0.text != "alice" }
        prepare(record, ahead)
        #expect(try !isUsed(record, ahead))
    }
}
