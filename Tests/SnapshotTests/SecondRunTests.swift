import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Snapshot

@Suite("A run that learns nothing writes nothing but the heartbeat")
struct SecondRunTests {
    private static let pipeline = """
        name: Plain
        client:
          id: ${env.PLAIN_ID}
          secret: ${env.PLAIN_SECRET}
          redirect_uri: ${env.PLAIN_REDIRECT}
        authorize:
          url: https://id.plain.test/authorize
          scopes: [read]
        exchange:
          url: https://id.plain.test/token
        refresh:
          url: https://id.plain.test/token
          rotates: sometimes
        profile:
          every: 6h
          url: https://api.plain.test/me
          fields:
            id: $.id
            picture: {path: $.picture, as: media_url}
        collections:
          posts:
            url: https://api.plain.test/posts
            items: $
            fields: {id: $.id}
        public: [id, picture]
        """

    /// A folder in memory with one user in it, and the runs over it.
    private struct Folder {
        let files = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
        let cipher = PlainCipher()

        var vault: ConnectionVault { ConnectionVault(directory: "c", files: files, cipher: cipher) }

        func enroll(_ user: String) async throws {
            let grant = Grant(
                accessToken: Secret("access-of-\(user)-0"),
                refreshToken: Secret("refresh-of-\(user)"),
                scopes: ["read"],
                authorizedAt: SnapshotSample.now,
                issuedAt: SnapshotSample.now,
                accessExpiresAt: SnapshotSample.now.addingTimeInterval(60),
                refreshExpiresAt: nil,
                extra: [:]
            )
            _ = try await vault.save(
                UserFile(
                    user: try #require(UserID(user)),
                    connections: [Connection(provider: "plain", grant: grant)]
                ),
                replacing: nil
            )
        }

        /// Everything `sync` does, but for the command line.
        func sync(
            at now: Date,
            everything: Bool = false,
            _ transport: ScriptedTransport
        ) async throws -> SnapshotWriter.Result {
            try files.replace(
                "pipelines/plain.yml",
                with: Array(SecondRunTests.pipeline.utf8),
                mode: 0o644
            )
            let loaded = PipelineDirectory.load(directory: "pipelines", files: files)
            let pipelines = ["plain": try #require(loaded["plain"])]
            let ledger = SecretLedger()
            let memory = SnapshotReader(directory: "status", files: files).memory()
            let run = PipelineRun(
                Surroundings(
                    now: { now },
                    transport: transport,
                    vault: vault,
                    ledger: ledger,
                    environment: [
                        "PLAIN_ID": "id", "PLAIN_SECRET": "the-app-secret",
                        "PLAIN_REDIRECT": "http://127.0.0.1:8765/callback",
                    ],
                    overrides: ServerOverrides()
                ),
                pipelines: pipelines,
                brokenProviders: [],
                control: RunControl { now },
                width: 2
            ) { _, _, _ in }
            let report = try await run.run(Selection(), memory: memory, everything: everything)
            let set = SnapshotBuilder(pipelines: pipelines, loginURLs: [:], version: "1.2.3")
                .build(report, over: memory)
            let result = SnapshotWriter(directory: "status", files: files, ledger: ledger).write(
                set
            )
            run.settle(report, but: result.untold(of: report.users))
            return result
        }
    }

    /// A provider that answers the same, but for what differs on each call by nature.
    private func provider() -> ScriptedTransport {
        let count = Mutex(0)
        return ScriptedTransport { request in
            let number = count.withLock { count in
                count += 1
                return count
            }
            if request.method == "POST" {
                return Self.answer(#"{"access_token":"access-\#(number)-long","expires_in":3600}"#)
            }
            if request.url.hasSuffix("/posts") { return Self.answer(#"[{"id":1},{"id":2}]"#) }
            return Self.answer(
                #"{"id":"7","picture":"https://cdn.test/a.jpg?oe=7fffffff&n=\#(number)"}"#
            )
        }
    }

    private static func answer(_ text: String) -> ScriptedTransport.Answer {
        .success(HTTPResponse(status: 200, headers: [], body: Array(text.utf8)))
    }

    // Lessons 53 to 55: what changes on each run swells the repository, and nothing may.
    @Test("the second run, with nothing due or everything, rewrites the heartbeat alone")
    func heartbeatAlone() async throws {
        let folder = Folder()
        for user in ["alice", "bob"] { try await folder.enroll(user) }
        let start = SnapshotSample.now
        let first = try await folder.sync(at: start, provider())
        #expect(first.failures.isEmpty)
        #expect(first.written.contains("api/integrations/plain/alice.json"))
        let sealed = folder.files.files.filter { $0.key.hasPrefix("c/") }
        let idle = provider()
        let second = try await folder.sync(at: start.addingTimeInterval(1800), idle)
        #expect(second.written == ["heartbeat.json"])
        #expect(second.removed.isEmpty)
        let busy = provider()
        let third = try await folder.sync(
            at: start.addingTimeInterval(3600),
            everything: true,
            busy
        )
        #expect(busy.requests.count == 6)
        #expect(third.written == ["heartbeat.json"])
        // Neither are connection files: an access token of an hour is not worth a new ciphertext.
        #expect(folder.files.files.filter { $0.key.hasPrefix("c/") } == sealed)
    }

    @Test("a failure is written once, and a lasting one not again")
    func lastingFailure() async throws {
        let folder = Folder()
        try await folder.enroll("alice")
        let start = SnapshotSample.now
        _ = try await folder.sync(at: start, provider())
        let failing = ScriptedTransport { _ in
            .success(HTTPResponse(status: 500, headers: [], body: []))
        }
        let failed = try await folder.sync(
            at: start.addingTimeInterval(30),
            everything: true,
            failing
        )
        #expect(
            failed.written == [
                "api/integrations/alice.json", "api/integrations/plain/alice.json",
                "attention.json", "heartbeat.json", "index.json", "index/attention.json",
                "index/ends.json", "index/ends/0.json", "index/state/in_doubt.json",
                "index/state/in_doubt/0.json",
                "index/summary.json", "index/user.json",
                "index/user/0.json",
            ]
        )
        let again = try await folder.sync(
            at: start.addingTimeInterval(50),
            everything: true,
            failing
        )
        #expect(again.written == ["heartbeat.json"])
    }

    // Lesson 41: a file that can't be opened says nothing of the grant, and says it once.
    @Test("a file that stays closed is told once, and its values come back with it")
    func closedFile() async throws {
        let folder = Folder()
        for user in ["alice", "bob"] { try await folder.enroll(user) }
        let start = SnapshotSample.now
        _ = try await folder.sync(at: start, provider())
        let sealed = try #require(folder.files.files["c/alice.gpg"])
        try folder.files.replace("c/alice.gpg", with: Array(sealed.dropLast(9)), mode: 0o600)
        let broken = try await folder.sync(at: start.addingTimeInterval(600), provider())
        #expect(
            broken.written == [
                "api/integrations/alice.json", "api/integrations/plain/alice.json",
                "attention.json", "heartbeat.json", "index.json", "index/attention.json",
                "index/ends.json", "index/ends/0.json", "index/state/broken.json",
                "index/state/broken/0.json",
                "index/state/connected.json", "index/state/connected/0.json", "index/summary.json",
                "index/user.json",
                "index/user/0.json",
            ]
        )
        let still = try await folder.sync(at: start.addingTimeInterval(1200), provider())
        #expect(still.written == ["heartbeat.json"])
        try folder.files.replace("c/alice.gpg", with: sealed, mode: 0o600)
        let healed = try await folder.sync(at: start.addingTimeInterval(1800), provider())
        #expect(
            healed.written == broken.written.filter { !$0.hasPrefix("index/state/broken") }
        )
        let page = try #require(folder.files.files["status/api/integrations/alice.json"])
        let document = try JSONValue(parsing: page)
        #expect(document["file"] == nil)
        let connection = try #require(document["integrations"]?["plain"])
        #expect(connection["status"] == "connected")
        #expect(connection["stale"] == nil)
        #expect(connection["lastSync"] == "2026-11-24T12:00:00Z")
    }

    @Test("no secret is in any file that is to be published")
    func noSecret() async throws {
        let folder = Folder()
        for user in ["alice", "bob"] { try await folder.enroll(user) }
        _ = try await folder.sync(at: SnapshotSample.now.addingTimeInterval(120), provider())
        let published = folder.files.files.filter { $0.key.hasPrefix("status/") }
        #expect(published.count > 8)
        for (path, bytes) in published {
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in ["access-", "refresh-of", "the-app-secret"] {
                #expect(!text.contains(secret), "\(path) holds \(secret)")
            }
        }
    }
}
