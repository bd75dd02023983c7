import Documents
import Engine
import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Snapshot

@Suite("What is known of limits, on disk")
struct LimitsPageTests {
    private func record() throws -> LimitRecord {
        let user = try #require(UserID("alice"))
        let app = LimitKey(provider: "strava")
        let host = LimitKey(provider: "mastodon", group: "abc")
        let account = LimitKey(
            provider: "github",
            account: ConnectionKey(user: user, provider: "github", label: "default")
        )
        let now = SnapshotSample.now
        return LimitRecord().union(
            LimitRecord(
                counts: [
                    .init(
                        key: app,
                        allowed: 1000,
                        seconds: 86_400,
                        uses: [
                            .init(run: "a", until: now, calls: 37),
                            .init(run: "b", until: now, calls: 5, isOpen: true),
                        ]
                    ),
                    .init(
                        key: account,
                        allowed: 5000,
                        seconds: 3600,
                        uses: [.init(run: "a", until: now, calls: 900)]
                    ),
                ],
                holds: [
                    LimitHold(key: host, until: now, isHard: true),
                    LimitHold(key: account, until: now, isHard: false),
                ]
            )
        )
    }

    @Test("it is read back as it was written, and fits its schema")
    func roundTrip() throws {
        let record = try record()
        let document = try #require(LimitsPage.document(record, hasFile: false))
        #expect(LimitsPage.record(document) == record)
        let complaints = try SchemaValidator.complaints([
            .init(name: "limits", schema: StatusSchema.limits.document, document: document)
        ])
        #expect(complaints == [])
    }

    @Test("nothing to say makes no file, and empties one that is there")
    func nothing() {
        #expect(LimitsPage.document(LimitRecord(), hasFile: false) == nil)
        #expect(LimitsPage.document(LimitRecord(), hasFile: true)?["holds"]?.array == [])
    }

    @Test("what can't be read of it is not known, and keeps the rest from nobody")
    func damaged() throws {
        let document: JSONValue = [
            "counts": [
                ["provider": "a", "allowed": 0, "perSeconds": 1, "uses": []],
                ["provider": "b", "allowed": 5, "perSeconds": 60, "uses": [["calls": -1]]],
                7,
            ],
            "holds": [
                ["provider": "c", "until": "soon"],
                ["provider": "d", "until": "2026-11-24T12:00:00Z"],
                ["provider": "e", "user": "../x", "until": "2026-11-24T12:00:00Z"],
            ],
        ]
        let record = LimitsPage.record(document)
        #expect(record.counts.map(\.key.provider) == ["b"])
        #expect(record.counts.first?.uses.isEmpty == true)
        #expect(record.holds.map(\.key.provider) == ["d"])
        #expect(LimitsPage.record(.null).isEmpty)
    }
}
