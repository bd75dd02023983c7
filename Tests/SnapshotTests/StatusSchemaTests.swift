import Documents
import Engine
import FoundationEssentials
import Pipeline
import Testing

@testable import Snapshot

@Suite("Status files validate against the schemas published with them")
struct StatusSchemaTests {
    /// The schema a document names in its `schema` field.
    private func schema(of document: JSONValue) throws -> JSONValue {
        let id = try #require(document["schema"]?.string)
        return try #require(StatusSchema.all.first { $0.id == id }).document
    }

    private func cases(_ set: StatusSet) throws -> [SchemaValidator.Case] {
        try set.allDocuments.sorted { $0.key < $1.key }
            .filter { !$0.key.hasPrefix("schemas/") }
            .map { path, document in
                SchemaValidator.Case(
                    name: path,
                    schema: try schema(of: document),
                    document: document
                )
            }
    }

    /// Every state with every reason, with all that a record may hold, and files that are closed.
    private func everything() throws -> StatusSet {
        var records: [ConnectionRecord] = []
        for (index, state) in ConnectionState.allCases.enumerated() {
            records.append(try SnapshotSample.record("user\(index)", state: state))
        }
        for (index, reason) in FailureReason.allCases.enumerated() {
            var record = try SnapshotSample.record(
                "reason\(index)",
                label: "band",
                state: .degraded,
                reason: reason
            )
            record.evidenceAt = SnapshotSample.now
            record.renewalRefusedAt = SnapshotSample.now
            record.newestGeneration = record.generation + 2
            record.retryAt = SnapshotSample.now
            record.stale = .init(reason: reason, since: SnapshotSample.now)
            record.collections = ["posts": [["id": "1", "published": nil]]]
            records.append(record)
        }
        var bare = try SnapshotSample.record("bare", "spotify")
        bare.expiresAt = nil
        bare.connectedAt = nil
        bare.lastSync = nil
        bare.reconnectBy = nil
        bare.finalEnd = SnapshotSample.now.addingTimeInterval(86_400)
        bare.missingScopes = []
        bare.profile = [:]
        bare.needsRefresh = true
        records.append(bare)
        let closed = RunReport.ClosedFile(
            user: "closed",
            state: .broken,
            reason: .fileBroken,
            since: SnapshotSample.now,
            detail: "it is empty"
        )
        return SnapshotSample.builder.build(
            SnapshotSample.report(records, closed: [closed]),
            over: RunMemory(runs: RunHistory((1..<9).map { SnapshotSample.now - Double($0) * 9e3 }))
        )
    }

    @Test("everything that is written validates, by a validator that is not ours")
    func valid() throws {
        let cases = try cases(try everything())
        #expect(Set(cases.compactMap { $0.document["schema"]?.string }).count == 10)
        #expect(try SchemaValidator.complaints(cases) == [])
    }

    @Test("a first run with nobody in it validates too")
    func empty() throws {
        let set = SnapshotSample.builder.build(SnapshotSample.report([]), over: RunMemory())
        #expect(try SchemaValidator.complaints(try cases(set)) == [])
    }

    /// A way to damage a document of one kind.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: String
        let damage: @Sendable (inout JSONObject) -> Void

        init(
            _ title: String,
            _ path: String,
            _ damage: @escaping @Sendable (inout JSONObject) -> Void
        ) {
            testDescription = title
            self.path = path
            self.damage = damage
        }
    }

    private static let user = "api/integrations/user1.json"
    private static let connection = "api/integrations/instagram/user1.json"

    static let damages: [Damage] = [
        Damage("no schema", user) { $0["schema"] = nil },
        Damage("another schema", user) { $0["schema"] = "latchkey/integrations/2" },
        Damage("no user", user) { $0["user"] = nil },
        Damage("something more", user) { $0["accessToken"] = "secret" },
        Damage("integrations in a list", user) { $0["integrations"] = [] },
        Damage("an unknown status", user) {
            $0["integrations"] = ["instagram": ["status": "fine"]]
        },
        Damage("no connection", connection) { $0["connection"] = nil },
        Damage("a connection without a standing", connection) { $0["connection"] = ["id": "1"] },
        Damage("connections that are none", connection) { $0["connections"] = [1] },
        Damage("counts that are texts", "index.json") { $0["counts"] = ["connected": "1"] },
        Damage("counts below zero", "index.json") { $0["counts"] = ["connected": -1] },
        Damage("rows without a user", "index.json") { $0["connections"] = [[:]] },
        Damage("items that ask nobody", "attention.json") {
            $0["items"] = [["user": "a", "status": "degraded", "who": "nobody"]]
        },
        Damage("a time with an offset", "heartbeat.json") {
            $0["startedAt"] = "2026-11-24T13:00:00+01:00"
        },
        Damage("no end", "heartbeat.json") { $0["endedAt"] = nil },
        Damage("no link", "api/auth/instagram/login.json") { $0["authorizeUrl"] = nil },
    ]

    @Test("a damaged document is refused")
    func damaged() throws {
        let set = try everything()
        var cases: [SchemaValidator.Case] = []
        for damage in Self.damages {
            let whole = try #require(set.allDocuments[damage.path])
            var object = try #require(whole.object)
            damage.damage(&object)
            cases.append(
                SchemaValidator.Case(
                    name: damage.testDescription,
                    schema: try schema(of: whole),
                    document: .object(object)
                )
            )
        }
        let complaints = try SchemaValidator.complaints(cases)
        for damage in Self.damages {
            #expect(
                complaints.contains { $0.hasPrefix(damage.testDescription) },
                "\(damage.testDescription) was let through"
            )
        }
    }

    @Test("the schemas are published where the files are, one a kind")
    func published() throws {
        let set = SnapshotSample.builder.build(SnapshotSample.report([]), over: RunMemory())
        let paths = set.allDocuments.keys.filter { $0.hasPrefix("schemas/") }.sorted()
        #expect(
            paths
                == [
                    "attention", "connection", "event", "heartbeat", "index-attention",
                    "index-list", "index-part",
                    "index-summary", "index", "integrations", "limits", "login", "private",
                    "providers",
                    "site",
                ].map { "schemas/\($0).schema.json" }
        )
        #expect(StatusSchema.all.map(\.id) == StatusSchema.all.map { "latchkey/\($0.kind)/1" })
    }
}
