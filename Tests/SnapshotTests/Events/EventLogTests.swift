import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Vault

@testable import Snapshot

@Suite("The history has one event for each change of state")
struct EventLogTests {
    /// Runs over a folder in memory, each knowing what the ones before wrote.
    private final class Folder {
        let files = InMemoryFileStore()
        let ledger = SecretLedger()
        private var hour = 0.0

        /// What `sync` does after the last reading; a crash comes between history and status files.
        @discardableResult
        func run(
            _ records: [ConnectionRecord],
            closed: [RunReport.ClosedFile] = [],
            users: [String]? = nil,
            crashes: Bool = false
        ) -> EventLog.Result {
            let memory = SnapshotReader(directory: "d/status", files: files).memory()
            var report = SnapshotSample.report(records, closed: closed, users: users)
            report.startedAt = SnapshotSample.now.addingTimeInterval(hour * 3600)
            report.endedAt = report.startedAt
            hour += 1
            let set = SnapshotSample.builder.build(report, over: memory)
            let result = EventLog(directory: "d/history", files: files, ledger: ledger)
                .record(set, report, over: memory)
            if !crashes {
                _ = SnapshotWriter(directory: "d/status", files: files, ledger: ledger).write(set)
            }
            return result
        }

        var bytes: [UInt8] { files.files["d/history/events.ndjson"] ?? [] }

        /// `connected>degraded`, one an event, in the file's order.
        func steps() throws -> [String] {
            try lines().map { "\($0["from"]?.string ?? "-")>\($0["to"]?.string ?? "-")" }
        }

        func lines() throws -> [JSONValue] {
            try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0)) }
        }
    }

    private func record(
        _ state: ConnectionState,
        _ reason: FailureReason? = nil,
        user: String = "alice",
        minute: Double = 0
    ) throws -> ConnectionRecord {
        var record = try SnapshotSample.record(user, state: state, reason: reason)
        record.since = SnapshotSample.now.addingTimeInterval(minute * 60)
        return record
    }

    // Lesson 27: two mails per failure, and none when it was over.
    @Test("first sight, trouble, its end: one event each, and none in between")
    func story() throws {
        let folder = Folder()
        let story: [(ConnectionState, FailureReason?)] = [
            (.pending, nil), (.connected, nil), (.connected, nil), (.degraded, .providerFault),
            (.degraded, .providerFault), (.degraded, .unreachable), (.connected, nil),
            (.needsReconnect, .revoked), (.needsReconnect, .revoked), (.connected, nil),
        ]
        for (number, (state, reason)) in story.enumerated() {
            folder.run([try record(state, reason, minute: Double(number))])
        }
        #expect(
            try folder.steps() == [
                "->pending", "pending>connected", "connected>degraded", "degraded>connected",
                "connected>needs_reconnect", "needs_reconnect>connected",
            ]
        )
        let event = try folder.lines()[4]
        #expect(event["reason"] == "revoked")
        #expect(event["who"] == "person")
        #expect(event["message"] == "the person removed the app's access")
        #expect(event["nextStep"] == "ask the person to connect again")
        #expect(event["at"] == "2026-11-24T12:07:00Z")
        #expect(event["schema"] == "latchkey/event/1")
        #expect(try Set(folder.lines().map { $0["id"] }).count == 6)
    }

    @Test("the same state with another next step is news")
    func nextStep() throws {
        let folder = Folder()
        folder.run([try record(.degraded, .providerFault)])
        folder.run([try record(.degraded, .appRefused)])
        folder.run([try record(.degraded, .appRefused)])
        #expect(try folder.steps() == ["->degraded", "degraded>degraded"])
    }

    @Test("a run that learned nothing does not touch the file")
    func untouched() throws {
        let folder = Folder()
        folder.run([try record(.connected)])
        let before = folder.bytes
        #expect(folder.run([try record(.connected)]).events.isEmpty)
        #expect(folder.bytes == before)
        #expect(before.last == UInt8(ascii: "\n"))
    }

    @Test("a crash between history and status files loses no event and repeats none")
    func crash() throws {
        let folder = Folder()
        folder.run([try record(.connected)])
        folder.run([try record(.degraded, .appRefused, minute: 1)], crashes: true)
        // The next run finds the same again, at a time of its own.
        folder.run([try record(.degraded, .appRefused, minute: 61)])
        folder.run([try record(.connected, minute: 121)], crashes: true)
        folder.run([try record(.needsReconnect, .revoked, minute: 181)])
        #expect(
            try folder.steps() == [
                "->connected", "connected>degraded", "degraded>connected",
                "connected>needs_reconnect",
            ]
        )
    }

    @Test("an event that could not be written is written by the next run")
    func healing() throws {
        let folder = Folder()
        folder.run([try record(.connected)])
        let old = folder.bytes
        folder.run([try record(.degraded, .appRefused, minute: 1)])
        // As if a checkout had brought the older history back.
        try folder.files.replace("d/history/events.ndjson", with: old, mode: 0o644)
        folder.run([try record(.degraded, .appRefused, minute: 1)])
        #expect(try folder.steps() == ["->connected", "connected>degraded"])
    }

    @Test("half a line from a crash is noticed and cut off, and no more than that")
    func torn() throws {
        let folder = Folder()
        folder.run([try record(.connected), try record(.connected, user: "bob")])
        let whole = folder.bytes
        for count in 1..<40 {
            try folder.files.replace(
                "d/history/events.ndjson",
                with: whole
                    + Array(#"{"at":"2026-11-24T12:00:00Z","from":"degr"#.utf8.prefix(count)),
                mode: 0o644
            )
            let result = folder.run(
                [try record(.connected), try record(.connected, user: "bob")]
            )
            #expect(result.warnings.count == 1)
            #expect(folder.bytes == whole)
        }
        // A whole line that lacks only its end is a line.
        try folder.files.replace(
            "d/history/events.ndjson",
            with: Array(whole.dropLast()),
            mode: 0o644
        )
        folder.run([try record(.degraded, .appRefused), try record(.connected, user: "bob")])
        #expect(try folder.steps() == ["->connected", "->connected", "connected>degraded"])
    }

    @Test("lines that a merge brought, or that nobody understands, stay")
    func foreignLines() throws {
        let folder = Folder()
        folder.run([try record(.connected)])
        let strange = Array("<<<<<<< ours\n{\"a\":1}\n".utf8)
        try folder.files.replace(
            "d/history/events.ndjson",
            with: strange + folder.bytes,
            mode: 0o644
        )
        folder.run([try record(.degraded, .appRefused)])
        #expect(folder.bytes.starts(with: strange))
        #expect(folder.bytes.count { $0 == UInt8(ascii: "\n") } == 4)
    }

    @Test("who leaves and comes back is told both times, and never for an empty vault")
    func gone() throws {
        let folder = Folder()
        let bob = try record(.connected, user: "bob")
        folder.run([try record(.connected), bob])
        folder.run([], users: [])
        folder.run([bob])
        folder.run([bob])
        folder.run([try record(.connected), bob])
        #expect(try folder.steps() == ["->connected", "->connected", "connected>-", "->connected"])
    }

    @Test("a file that nobody can open is told, and told again once it can be opened")
    func closedFile() throws {
        let folder = Folder()
        let closed = RunReport.ClosedFile(
            user: "hugo",
            state: .locked,
            reason: .fileLocked,
            since: SnapshotSample.now,
            detail: "no key"
        )
        folder.run([], closed: [closed])
        folder.run([], closed: [closed])
        folder.run([try record(.connected, user: "hugo")])
        #expect(try folder.steps() == ["->locked", "locked>-", "->connected"])
        #expect(try folder.lines()[0]["provider"] == nil)
        // With known connections, those are what is locked.
        folder.run([], closed: [closed])
        #expect(try folder.steps().last == "connected>locked")
    }

    @Test("what somebody adds between the reading of the history and the end of a run is kept")
    func merged() throws {
        let time = Mutex<Int64>(1_000_000_000)
        let files = InMemoryFileStore(clock: { time.withLock { $0 } })
        let ledger = SecretLedger()
        let log = EventLog(directory: "h", files: files, ledger: ledger)
        func run(_ record: ConnectionRecord, after history: EventHistory?) -> EventLog.Result {
            let report = SnapshotSample.report([record])
            let set = SnapshotSample.builder.build(report, over: RunMemory())
            return log.record(set, report, over: RunMemory(), after: history)
        }
        _ = run(try record(.connected), after: nil)
        let early = try #require(log.history())
        let path = "h/\(EventLog.name)"
        let before = try #require(files.files[path])
        time.withLock { $0 += 1 }
        let line = Array(#"{"user":"bob","provider":"instagram","to":"connected"}"#.utf8)
        try files.replace(path, with: before + line + [UInt8(ascii: "\n")], mode: 0o644)
        #expect(run(try record(.degraded, .appRefused), after: early).events.count == 1)
        let lines = try #require(files.files[path]).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 3)
        #expect(lines.contains { Array($0) == line })
    }

    // Invariant 5: a history that can't be written keeps nothing else back.
    @Test("a disk that refuses is a failure that is told, and the event comes with the next run")
    func disk() throws {
        let folder = Folder()
        folder.run([try record(.connected)])
        let full = RefusingFileStore(folder.files, prefix: "d/history/")
        let memory = SnapshotReader(directory: "d/status", files: folder.files).memory()
        let report = SnapshotSample.report([try record(.degraded, .appRefused)])
        let set = SnapshotSample.builder.build(report, over: memory)
        let result = EventLog(directory: "d/history", files: full, ledger: folder.ledger)
            .record(set, report, over: memory)
        #expect(result.events.isEmpty)
        #expect(result.failures.count == 1)
        #expect(result.failures[0].contains("d/history/events.ndjson"))
        _ = SnapshotWriter(directory: "d/status", files: folder.files, ledger: folder.ledger)
            .write(set)
        folder.run([try record(.degraded, .appRefused)])
        #expect(try folder.steps() == ["->connected", "connected>degraded"])
    }

    // Invariant 1: the last gate.
    @Test("an event that holds a secret of the run is refused, and the others are not")
    func lastGate() throws {
        let folder = Folder()
        folder.ledger.hold(Secret("alice-secret-name"))
        let result = folder.run([
            try record(.connected, user: "alice-secret-name"), try record(.connected, user: "bob"),
        ])
        #expect(result.failures.count == 1)
        #expect(try folder.lines().map { $0["user"] } == ["bob"])
    }

    @Test("a full file is put aside under its last event's time, and twelve are kept")
    func budget() throws {
        let folder = Folder()
        let filler = Array(String(repeating: " ", count: EventLog.budget).utf8)
        for number in 0..<15 {
            let state: ConnectionState = number % 2 == 0 ? .connected : .expiring
            folder.run([try record(state, minute: Double(number))])
            #expect(try folder.lines().count == 1)
            // A long line that is no event: the file is over its budget with the next one.
            try folder.files.replace(
                "d/history/events.ndjson",
                with: folder.bytes + filler + [UInt8(ascii: "\n")],
                mode: 0o644
            )
        }
        let aside = try folder.files.list("d/history").filter { $0.hasPrefix("events-") }
        #expect(aside.count == EventLog.keptFiles)
        #expect(aside.last == "events-20261124T121300Z.ndjson")
        #expect(aside.first == "events-20261124T120200Z.ndjson")
    }

    @Test("every event validates, by a validator that is not ours")
    func schema() throws {
        let folder = Folder()
        let states = try ConnectionState.allCases.enumerated().map { number, state in
            try record(state, user: "u\(number)")
        }
        let reasons = try FailureReason.allCases.enumerated().map { number, reason in
            try record(.degraded, reason, user: "r\(number)")
        }
        let closed = RunReport.ClosedFile(
            user: "hugo",
            state: .broken,
            reason: .fileBroken,
            since: SnapshotSample.now,
            detail: "it is empty"
        )
        folder.run(states + reasons, closed: [closed])
        folder.run([try record(.disconnected)])
        let lines = try folder.lines()
        #expect(lines.count == 2 * (states.count + reasons.count + 1) + 1)
        let cases = lines.map {
            SchemaValidator.Case(
                name: "event",
                schema: StatusSchema.event.document,
                document: $0
            )
        }
        #expect(try SchemaValidator.complaints(cases) == [])
        let damaged = SchemaValidator.Case(
            name: "damaged",
            schema: StatusSchema.event.document,
            document: ["schema": "latchkey/event/1", "id": "1", "user": "a"]
        )
        #expect(try !SchemaValidator.complaints([damaged]).isEmpty)
    }
}
