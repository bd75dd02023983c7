import Testing

@testable import Sandbox

@Suite("Spotify's authorize page")
struct SpotifyAuthorizeTests {
    private static let challenge = CodeChallenge.of(String(repeating: "v", count: 43))

    private func ask(_ changes: [String: String?]) async throws -> Reply {
        var query = [
            "client_id": "sandbox-app", "redirect_uri": Stage.redirectURI, "response_type": "code",
            "scope": "user-read-private", "state": "s", "auto": "allow",
        ]
        for (name, value) in changes { query[name] = value }
        return try await Stage().get(
            "/spotify/accounts/authorize",
            query.map { ($0.key, $0.value) }
        )
    }

    @Test(
        "Errors the client may hear of come by redirect, with the state",
        arguments: [
            ("response_type", "token", "unsupported_response_type"),
            ("scope", "x", "invalid_scope"),
            ("code_challenge", challenge, "invalid_request"), ("auto", "deny", "access_denied"),
        ]
    )
    func redirects(name: String, value: String, error: String) async throws {
        let reply = try await ask([name: value])
        #expect(reply.redirect["error"] == error)
        #expect(reply.redirect["state"] == "s")
    }

    @Test(
        "An unknown client or redirect URI is told to the person alone",
        arguments: [
            ("client_id", "x"), ("redirect_uri", "http://localhost:8765/callback"),
        ]
    )
    func pages(name: String, value: String) async throws {
        let reply = try await ask([name: value])
        #expect(reply.status == 400)
    }

    @Test("Allowing redirects with code and state, nothing behind them")
    func allow() async throws {
        let reply = try await ask([
            "code_challenge": Self.challenge, "code_challenge_method": "S256",
        ])
        #expect(reply.redirect["state"] == "s")
        #expect(reply.redirect["code"] != nil)
    }
}
