import Dispatch
import Documents
import FoundationEssentials
import HummingbirdTesting
import Testing

@testable import Sandbox

@Suite("Seeding connection files")
struct SeededConnectionTests {
    /// Seeds against a live server; the blocking client gets a thread of its own.
    private func seed(_ stage: Stage, _ provider: Provider, _ state: SeedState) async throws
        -> JSONValue
    {
        try await SandboxApplication.make(stage.world).test(.live) { client in
            let port = try #require(client.port)
            return try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result {
                            try SeededConnection(
                                client: LoopbackClient("http://127.0.0.1:\(port)"),
                                provider: provider,
                                user: "alice",
                                label: "default",
                                redirectURI: Stage.redirectURI
                            ).make(state)
                        }
                    )
                }
            }
        }
    }

    @Test("A fresh code can be exchanged with what the file holds")
    func freshCode() async throws {
        let stage = Stage()
        let code = try #require(try await seed(stage, .spotify, .freshCode)["pending_code"])
        let reply = try await stage.post(
            "/spotify/accounts/api/token",
            [
                ("grant_type", "authorization_code"), ("code", code["code"]?.string ?? ""),
                ("redirect_uri", code["redirect_uri"]?.string ?? ""),
                ("code_verifier", code["code_verifier"]?.string ?? ""),
            ],
            Stage.basic("sandbox-app", "sandbox-secret")
        )
        #expect(reply.status == 200)
    }

    @Test(
        "An Instagram connection comes as its state says",
        arguments: [
            (SeedState.healthy, "", 55), (.due, "", 7), (.dueRotating, "", 7),
            (.expired, "190/463", -1), (.revoked, "190/458", 55), (.rateLimited, "80002", 55),
        ]
    )
    func instagram(state: SeedState, error: String, daysLeft: Double) async throws {
        let stage = Stage()
        let connection = try await seed(stage, .instagram, state)
        let grant = try #require(connection["grant"])
        let token = grant["access_token"]?.string ?? ""
        let reply = try await stage.get(
            "/instagram/graph/me",
            [("fields", "user_id"), ("access_token", token)]
        )
        #expect(reply.error == error)
        if error.isEmpty { #expect(reply.json["user_id"] == connection["account_id"]) }
        let end = try #require(Timestamp.parse(grant["access_expires_at"]?.string ?? ""))
        #expect(end == Stage.startTime.addingTimeInterval(daysLeft * 86_400))
    }

    @Test("A due connection that rotates brings a new token in the old one's place")
    func rotating() async throws {
        let stage = Stage { $0.rotation = .never }
        let grant = try await seed(stage, .spotify, .dueRotating)["grant"]
        let reply = try await stage.post(
            "/spotify/accounts/api/token",
            [
                ("grant_type", "refresh_token"),
                ("refresh_token", grant?["refresh_token"]?.string ?? ""),
            ],
            Stage.basic("sandbox-app", "sandbox-secret")
        )
        #expect(reply.json["refresh_token"]?.string != nil)
    }

    @Test(
        "Only a loopback address with a port is a sandbox",
        arguments: [
            ("http://127.0.0.1:9000", true), ("http://localhost:9000/", true),
            ("http://example.com:9000", false), ("https://127.0.0.1:9000", false),
            ("http://127.0.0.1", false), ("http://127.0.0.1:0", false),
        ]
    )
    func servers(server: String, isGood: Bool) {
        #expect(((try? LoopbackClient(server)) != nil) == isGood)
    }
}
