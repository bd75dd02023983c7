import Documents
import Engine
import FoundationEssentials
import Pipeline
import Testing

@testable import Snapshot

@Suite("attention.json tells who must do what by when")
struct AttentionPageTests {
    private static let day: Double = 86_400

    private func record(_ user: String, endsIn days: Double) throws -> ConnectionRecord {
        var record = try SnapshotSample.record(user)
        record.finalEnd = SnapshotSample.now.addingTimeInterval(days * Self.day)
        record.expiresAt = record.finalEnd
        return record
    }

    private func page(_ records: [ConnectionRecord], day: Double = 0) -> JSONValue {
        AttentionPage(
            records: records,
            closed: [],
            loginURLs: ["instagram": "https://id.test/authorize"],
            now: SnapshotSample.now.addingTimeInterval(day * Self.day)
        ).documents()[StatusPath.attention]?.value() ?? .null
    }

    @Test("the dashboard gets the beginning and the number, however many there are")
    func beginning() throws {
        let records = try (0..<40).map { try record("user\($0)", endsIn: 1 + Double($0 % 10)) }
        let documents = AttentionPage(
            records: records,
            closed: [],
            loginURLs: [:],
            now: SnapshotSample.now
        ).documents().mapValues { $0.value() }
        let all = try #require(documents[StatusPath.attention]?["items"]?.array)
        #expect(all.count == 40)
        let beginning = documents[StatusPath.indexAttention]
        #expect(beginning?["total"] == 40)
        #expect(beginning?["items"]?.array == Array(all.prefix(12)))
    }

    @Test("a consent that ends within 30 days, with its threshold, date, person and link")
    func item() throws {
        let items = try #require(page([try record("alice", endsIn: 13)])["items"]?.array)
        #expect(
            items == [
                [
                    "user": "alice", "provider": "instagram", "label": "default",
                    "status": "connected", "who": "person", "warning": 14,
                    "by": "2026-12-07T12:00:00Z", "url": "https://id.test/authorize",
                    "message": "the connection ends, and no refresh extends it",
                    "nextStep": "ask the person to connect again before then",
                ]
            ]
        )
        #expect(page([try record("alice", endsIn: 31)])["items"] == [])
    }

    // Invariant 6: a file that told the days left would change every day.
    @Test("from 40 days before to 10 days after, day by day, it changes five times")
    func changes() throws {
        let records = [try record("alice", endsIn: 40)]
        var versions: [JSONValue] = []
        for day in 0...50 {
            let page = page(records, day: Double(day))
            if versions.last != page { versions.append(page) }
        }
        #expect(
            versions.map { $0["items"]?[0]?["warning"]?.integer } == [nil, 30, 14, 7, 1, 0]
        )
    }

    @Test("the sixty days of a token that is renewed frighten nobody")
    func noWolf() throws {
        var record = try SnapshotSample.record("alice")
        record.state = .expiring
        record.needsRefresh = true
        #expect(page([record])["items"] == [])
        record.state = .degraded
        record.reason = .providerFault
        let items = try #require(page([record])["items"]?.array)
        #expect(items.count == 1)
        #expect(items[0]["who"] == "operator")
        #expect(items[0]["by"] == "2026-11-25T12:00:00Z")
        #expect(items[0]["url"] == nil)
    }

    @Test("what has ended comes first, then the nearest threshold")
    func order() throws {
        let records = [
            try record("a", endsIn: 29), try record("b", endsIn: 6), try record("c", endsIn: 0.5),
            try SnapshotSample.record("d", state: .needsReconnect, reason: .revoked),
            try SnapshotSample.record("e", state: .degraded, reason: .appRefused),
        ]
        let items = try #require(page(records)["items"]?.array)
        #expect(items.compactMap { $0["user"]?.string } == ["d", "c", "b", "e", "a"])
    }
}
