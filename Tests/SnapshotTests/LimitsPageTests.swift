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
        #expect(LimitsPage.record(document.canonicalText(), written: Self.written) == record)
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

    @Test("of what can't be read any calls may have been made; the rest is known")
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
        let record = LimitsPage.record(document.canonicalText(), written: Self.written)
        #expect(record.unknownUntil == Self.written)
        #expect(record.counts.map(\.key.provider) == ["b"])
        #expect(record.counts.first?.uses.isEmpty == true)
        #expect(record.holds.map(\.key.provider) == ["d"])
    }

    private static let written = Date(timeIntervalSince1970: 1_795_000_000)

    @Test(
        "a file of another kind tells of no calls, so any may have been made",
        arguments: [
            "", "null", "{}", "[]", #"{"counts":[],"holds":7}"#, "\u{0}\u{1}", "<<<<<<< x\n",
        ]
    )
    func foreign(text: String) throws {
        let record = LimitsPage.record(Array(text.utf8), written: Self.written)
        #expect(record == LimitRecord(unknownUntil: Self.written))
        // It stays so until the longest span is over, in whatever clone.
        let page = try #require(LimitsPage.document(record, hasFile: false))
        #expect(LimitsPage.record(page.canonicalText(), written: .distantFuture) == record)
        let complaints = try SchemaValidator.complaints([
            .init(name: "limits", schema: StatusSchema.limits.document, document: page)
        ])
        #expect(complaints == [])
    }

    @Test("of a file that git has left in conflict the calls of both sides count")
    func conflicted() throws {
        func side(_ run: String, _ until: String) throws -> [UInt8] {
            let use: JSONValue = ["run": .string(run), "until": .string(until), "calls": 40]
            let document: JSONValue = [
                "counts": [["provider": "p", "allowed": 100, "perSeconds": 900, "uses": [use]]],
                "holds": [],
            ]
            return document.canonicalText()
        }
        let time = "2026-11-24T12:00:00Z"
        let ours = String(decoding: try side("a", time), as: UTF8.self)
        let theirs = String(decoding: try side("b", time), as: UTF8.self)
        let text = "<<<<<<< HEAD\n\(ours)=======\n\(theirs)>>>>>>> origin/main\n"
        let record = LimitsPage.record(Array(text.utf8), written: Self.written)
        #expect(record.counts.first?.uses.map(\.run) == ["a", "b"])
        #expect(record.unknownUntil == nil)
    }
}
