import Documents
import Engine
import FoundationEssentials
import Pipeline
import Testing

@testable import Snapshot

@Suite("attention.ics reminds of deadlines")
struct DeadlineCalendarTests {
    private static let day: Double = 86_400

    private func record(
        _ user: String,
        _ provider: String = "spotify",
        endsIn days: Double
    ) throws -> ConnectionRecord {
        var record = try SnapshotSample.record(user, provider)
        record.finalEnd = SnapshotSample.now.addingTimeInterval(days * Self.day)
        record.expiresAt = record.finalEnd
        return record
    }

    private func bytes(_ records: [ConnectionRecord], at now: Double = 0) throws -> [UInt8] {
        var report = SnapshotSample.report(records)
        report.startedAt = SnapshotSample.now.addingTimeInterval(now)
        report.endedAt = report.startedAt
        let set = SnapshotBuilder(
            pipelines: [:],
            loginURLs: ["spotify": "https://id.test/authorize?client_id=a&scope=b"],
            version: "1"
        ).build(report, over: RunMemory())
        return try #require(set.texts["attention.ics"])
    }

    // Lesson 28: a reminder with a direct link, per connection.
    @Test("by a reader that is not ours: an event a connection, four alarms each, and the link")
    func events() throws {
        let far = try record("alice", endsIn: 120)
        let near = try record("zoë-5@x.org".replacing("ë", with: "e"), endsIn: 3)
        let calendar = try CalendarReader.read(try bytes([far, near]))
        let events = try #require(calendar["events"]?.array)
        #expect(
            events.map { $0["uid"] } == [
                "alice/spotify/default@latchkey", "zoe-5@x.org/spotify/default@latchkey",
            ]
        )
        #expect(
            events.map { $0["start"] }
                == ["2027-03-24T12:00:00+00:00", "2026-11-27T12:00:00+00:00"]
        )
        for event in events {
            #expect(event["alarms"] == [1, 7, 14, 30])
            #expect(event["url"] == "https://id.test/authorize?client_id=a&scope=b")
            #expect(event["stamp"] == "2026-11-24T12:00:00+00:00")
        }
        #expect(events[0]["summary"] == "spotify: alice must connect again by now")
        let description = try #require(events[0]["description"]?.string)
        #expect(description.contains("the connection ends, and no refresh extends it"))
        #expect(description.contains("Next step: ask the person to connect again before then."))
    }

    @Test("more than ten of one day are one event, which names the first twenty")
    func crowd() throws {
        let few = try (0..<10).map { try record("few\(10 + $0)", endsIn: 50) }
        let many = try (0..<25).map { try record("many\(10 + $0)", endsIn: 60 + Double($0) / 1000) }
        let events = try #require(try CalendarReader.read(try bytes(few + many))["events"]?.array)
        #expect(events.count == 11)
        let crowd = try #require(events.last)
        #expect(crowd["uid"] == "2027-01-23/spotify/consent@latchkey")
        #expect(crowd["start"] == "2027-01-23T12:00:00+00:00")
        #expect(crowd["summary"] == "spotify: 25 people's connections end, from now on")
        #expect(crowd["alarms"] == [1, 7, 14, 30])
        let description = try #require(crowd["description"]?.string)
        #expect(description.contains("many10/spotify, many11/spotify"))
        #expect(description.contains("many29/spotify, and 5 more: attention.json has them all"))
        #expect(try bytes(many.reversed() + few) == bytes(few + many))
    }

    @Test("what Latchkey renews is in no calendar; what it can't renew is, until it can")
    func sliding() throws {
        var record = try SnapshotSample.record("alice")
        func events() throws -> [JSONValue] {
            try #require(try CalendarReader.read(try bytes([record]))["events"]?.array)
        }
        #expect(try events().isEmpty)
        record.state = .degraded
        record.reason = .appRefused
        record.needsRefresh = true
        let event = try #require(try events().first)
        #expect(event["start"] == "2026-11-25T12:00:00+00:00")
        // The next step is the operator's: the person's link would mislead.
        #expect(event["url"] == "")
    }

    @Test("with no deadline it is still a calendar that readers take")
    func empty() throws {
        let calendar = try CalendarReader.read(try bytes([]))
        #expect(calendar["events"] == [])
        #expect(calendar["parts"] == 1)
    }

    // Invariant 6.
    @Test("its bytes follow from the deadlines and never from the run's time")
    func sameBytes() throws {
        let records = [try record("alice", endsIn: 20), try record("bob", endsIn: 40)]
        let first = try bytes(records)
        #expect(try bytes(records.reversed(), at: 5 * Self.day) == first)
        let moved = [try record("alice", endsIn: 21), try record("bob", endsIn: 40)]
        #expect(try bytes(moved) != first)
    }

    @Test("every line ends with CR LF and has 75 octets at most")
    func lines() throws {
        let user = String(repeating: "u", count: 128)
        let text = String(
            decoding: try bytes([try record(user, endsIn: 20)]),
            as: UTF8.self
        )
        #expect(text.hasSuffix("END:VCALENDAR\r\n"))
        let lines = text.split(separator: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") })
    }
}
