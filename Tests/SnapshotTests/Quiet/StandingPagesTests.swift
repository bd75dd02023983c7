import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@testable import Snapshot

@Suite("Pages that tell already what a run found out")
struct StandingPagesTests {
    private let files = InMemoryFileStore(clock: { 1_000_000_000_000 })
    private let ledger = SecretLedger()

    private var writer: SnapshotWriter {
        SnapshotWriter(directory: "status", files: files, ledger: ledger)
    }

    /// A person's part of a run that began with `before` and found out `now`.
    private func entry(
        _ now: ConnectionRecord,
        before: ConnectionRecord?
    ) throws -> RunReport.Entry {
        var entry = try #require(SnapshotSample.report([now]).entries.first)
        entry.before = before
        return entry
    }

    /// The pages as a run left them, and how they were marked `after` seconds later.
    private func standing(
        _ record: ConnectionRecord,
        after: Double = 10,
        connections: Int = 1
    ) throws -> StandingPages {
        let set = SnapshotSample.builder.build(SnapshotSample.report([record]), over: RunMemory())
        let result = writer.write(set)
        let user = record.key.user
        let kinds = QuietEntry.Page.Kind.all(of: [record.key.provider], drawsBadges: false)
        let marks = try #require(result.people[user.text])
        let pages = try zip(kinds, marks).map { kind, mark in
            let path = kind.path(of: user)
            var mark = try #require(mark)
            mark.stamp = files.stamp("status/\(path)")
            return QuietEntry.Page(kind: kind, mark: mark)
        }
        let newest = try #require(pages.compactMap(\.mark.stamp?.modified).max())
        var standing = StandingPages()
        standing.people[user] = StandingPages.Person(
            pages: pages,
            connections: connections,
            written: newest + Int64(after * 1e9)
        )
        return standing
    }

    @Test("are left as they are")
    func same() throws {
        let record = try SnapshotSample.record("alice")
        let standing = try standing(record)
        let entry = try entry(record, before: record.remembered)
        let kept = try #require(standing.files(of: record.key.user, telling: [entry], by: writer))
        let built = writer.prepare(
            UserPage(user: "alice", records: [record], closed: nil),
            LastGate(ledger: ledger)
        )
        #expect(kept.map(\.path) == built.map(\.path))
        #expect(kept.map(\.digest) == built.map(\.digest))
        #expect(kept.map(\.stamp) == built.map(\.stamp))
        #expect(kept.map(\.size) == built.map(\.size))
        #expect(kept.allSatisfy { $0.isInPlace && $0.bytes == nil })
    }

    @Test("are built anew where another value, or more, is to be told")
    func news() throws {
        let record = try SnapshotSample.record("alice")
        let user = record.key.user
        let standing = try standing(record)
        var changed = record
        changed.profile["followers"] = 8
        let other = try entry(changed, before: record.remembered)
        #expect(standing.files(of: user, telling: [other], by: writer) == nil)
        let same = try entry(record, before: record.remembered)
        let new = try entry(record, before: nil)
        #expect(standing.files(of: user, telling: [new], by: writer) == nil)
        #expect(standing.files(of: user, telling: [same, same], by: writer) == nil)
        #expect(standing.files(of: user, telling: [], by: writer) == nil)
        let bob = try #require(UserID("bob"))
        #expect(standing.files(of: bob, telling: [same], by: writer) == nil)
    }

    @Test("are looked at where somebody may have written them since", arguments: [true, false])
    func touched(isFresh: Bool) throws {
        let record = try SnapshotSample.record("alice")
        // A mark of the same moment can't tell a later writing from its own.
        let standing = try standing(record, after: isFresh ? 1 : 10)
        if !isFresh {
            let path = "status/\(StatusPath.user("alice"))"
            try files.replace(path, with: Array("{}".utf8), mode: 0o644)
        }
        let entry = try entry(record, before: record.remembered)
        let user = record.key.user
        #expect((standing.files(of: user, telling: [entry], by: writer) == nil) == isFresh)
        let ahead = PagesAhead(writer, standing: standing) { _, _ in true }
        ahead.prepare(user, [entry])
        let set = SnapshotSample.builder.build(SnapshotSample.report([record]), over: RunMemory())
        let result = writer.write(set, ahead: ahead)
        #expect(result.written == (isFresh ? [] : [StatusPath.user("alice")]))
    }

    @Test("are built anew where the run holds a secret that they repeat")
    func secret() throws {
        var record = try SnapshotSample.record("alice")
        record.profile["username"] = "alice_the_token"
        let standing = try standing(record)
        let entry = try entry(record, before: record.remembered)
        let user = record.key.user
        #expect(standing.files(of: user, telling: [entry], by: writer) != nil)
        ledger.hold(Secret("alice_the_token"))
        #expect(standing.files(of: user, telling: [entry], by: writer) == nil)
        let ahead = PagesAhead(writer, standing: standing) { _, _ in true }
        ahead.prepare(user, [entry])
        let set = SnapshotSample.builder.build(SnapshotSample.report([record]), over: RunMemory())
        _ = writer.write(set, ahead: ahead)
        for (path, bytes) in files.files {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("alice_the_token"), "\(path)")
        }
    }

    @Test("have no marks where one of them leaves something out")
    func leftOut() throws {
        var record = try SnapshotSample.record("alice")
        record.profile["username"] = "alice_the_token"
        let set = SnapshotSample.builder.build(SnapshotSample.report([record]), over: RunMemory())
        ledger.hold(Secret("alice_the_token"))
        // As it is written, and as it is found in place.
        for _ in 1...2 { #expect(writer.write(set).people["alice"] == nil) }
        record.profile["username"] = "alice"
        let other = SnapshotSample.builder.build(SnapshotSample.report([record]), over: RunMemory())
        #expect(writer.write(other).people["alice"]?.compactMap(\.self).count == 2)
    }

    @Test("stand in a run that reads everybody, once a run has looked at them")
    func everything() async throws {
        let start = SnapshotSample.now
        let world = try QuietWorld(usesBook: true, at: start)
        for user in ["ann", "ben"] {
            try await world.enroll(user, [QuietLife.connection("long", user, at: start)])
        }
        var stood: [Int] = []
        for minute in 0..<4 {
            world.time.now = start.addingTimeInterval(Double(minute) * 60)
            stood.append(try await world.sync(QuietWorld.Mood(), everything: minute > 1).stood)
        }
        #expect(stood == [0, 0, 2, 2])
    }
}
