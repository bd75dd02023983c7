import Documents
import Testing

@testable import Sandbox

@Suite("Instagram's long-lived tokens")
struct InstagramTokensTests {
    private static let refreshPath = "/instagram/graph/refresh_access_token"
    private static let day = 86_400

    private func shortToken(_ stage: Stage) async throws -> String {
        let code = try await stage.code("instagram")
        let reply = try await stage.post(
            "/instagram/api/oauth/access_token",
            [
                ("client_id", "sandbox-app"), ("client_secret", "sandbox-secret"),
                ("grant_type", "authorization_code"), ("redirect_uri", Stage.redirectURI),
                ("code", code),
            ]
        )
        return reply.json["access_token"]?.string ?? ""
    }

    private func exchange(
        _ stage: Stage,
        _ token: String,
        secret: String = "sandbox-secret"
    ) async throws -> Reply {
        try await stage.get(
            "/instagram/graph/access_token",
            [
                ("grant_type", "ig_exchange_token"), ("client_secret", secret),
                ("access_token", token),
            ]
        )
    }

    private func refresh(_ stage: Stage, _ token: String) async throws -> Reply {
        try await stage.get(
            Self.refreshPath,
            [("grant_type", "ig_refresh_token"), ("access_token", token)]
        )
    }

    private func longToken(_ stage: Stage, age: Int) async throws -> String {
        let grant = try await stage.grant(
            "instagram",
            ["issued_ago": .number(JSONNumber(age)), "rotation": "always"]
        )
        return grant["access_token"]?.string ?? ""
    }

    @Test("A short-lived token becomes one of about 60 days")
    func exchanges() async throws {
        let stage = Stage()
        let short = try await shortToken(stage)
        let reply = try await exchange(stage, short)
        let life = try #require(reply.json["expires_in"]?.integer)
        #expect(5_183_900...5_184_000 ~= life)
        #expect(reply.json["token_type"] == "bearer")
        #expect(reply.json["access_token"]?.string != short)
    }

    @Test("A short-lived token lives an hour", arguments: [(3599.0, ""), (3600.0, "190/463")])
    func shortLife(age: Double, error: String) async throws {
        let stage = Stage()
        let short = try await shortToken(stage)
        stage.world.clock.advance(by: age)
        #expect(try await exchange(stage, short).error == error)
    }

    @Test("The exchange wants the secret, and a short-lived token")
    func exchangeRefusals() async throws {
        let stage = Stage()
        let short = try await shortToken(stage)
        #expect(try await exchange(stage, short, secret: "x").error == "1")
        let long = try await longToken(stage, age: 0)
        #expect(try await exchange(stage, long).error == "100")
    }

    @Test(
        "A token is refreshed from its 24th hour to its 60th day",
        arguments: [
            (86_399, "100"), (86_400, ""), (60 * 86_400 - 1, ""), (60 * 86_400, "190/463"),
        ]
    )
    func ages(age: Int, error: String) async throws {
        let stage = Stage()
        let token = try await longToken(stage, age: age)
        let reply = try await refresh(stage, token)
        #expect(reply.error == error)
        #expect((reply.status == 200) == error.isEmpty)
    }

    @Test("A refreshed token has 60 fresh days, and must be a day old again")
    func renewed() async throws {
        let stage = Stage()
        let token = try await longToken(stage, age: 50 * Self.day)
        let fresh = try #require(try await refresh(stage, token).json["access_token"]?.string)
        #expect(fresh != token)
        #expect(try await refresh(stage, fresh).error == "100")
        stage.world.clock.advance(by: Double(59 * Self.day))
        #expect(try await refresh(stage, fresh).status == 200)
        #expect(try await refresh(stage, token).error == "190/463")
    }

    @Test("The text that comes back may be the same or another")
    func sameText() async throws {
        let stage = Stage()
        var same = 0
        for _ in 0..<60 {
            let grant = try await stage.grant("instagram", ["issued_ago": 200_000])
            let token = grant["access_token"]?.string ?? ""
            if try await refresh(stage, token).json["access_token"]?.string == token { same += 1 }
        }
        #expect(1...59 ~= same)
    }

    @Test("A short-lived token can't be refreshed")
    func shortRefresh() async throws {
        let stage = Stage()
        let short = try await shortToken(stage)
        #expect(try await refresh(stage, short).error == "100")
    }

    @Test(
        "What became of the grant is told by code and subcode",
        arguments: [
            (GrantCondition.revoked, "190/458"), (.checkpoint, "190/459"),
            (.passwordChanged, "190/460"), (.loggedOut, "190/467"), (.unconfirmed, "190/464"),
            (.restricted, "25/2207050"), (.rateLimited, "80002"), (.permissionLost, "10"),
        ]
    )
    func conditions(condition: GrantCondition, error: String) async throws {
        let stage = Stage()
        let grant = try await stage.grant(
            "instagram",
            ["issued_ago": 200_000, "state": .string(condition.rawValue)]
        )
        let token = grant["access_token"]?.string ?? ""
        #expect(try await refresh(stage, token).error == error)
        let profile = try await stage.get("/instagram/graph/v25.0/me", [("access_token", token)])
        #expect(profile.error == error)
        #expect(profile.json["error"]?["fbtrace_id"]?.string?.isEmpty == false)
    }

    @Test(
        "Parameters of a refresh that are missing or wrong are named",
        arguments: [
            ([("grant_type", "ig_refresh_token")], "104"),
            ([("grant_type", "ig_refresh_token"), ("access_token", "x")], "190"),
            ([("access_token", "x")], "100"),
            ([("grant_type", "refresh_token"), ("access_token", "x")], "100"),
        ]
    )
    func parameters(query: [(String, String)], error: String) async throws {
        #expect(try await Stage().get(Self.refreshPath, query).error == error)
    }

    @Test("Tokens are got with GET only")
    func method() async throws {
        let stage = Stage()
        let token = try await longToken(stage, age: 200_000)
        let reply = try await stage.post(
            Self.refreshPath,
            [("grant_type", "ig_refresh_token"), ("access_token", token)]
        )
        #expect(reply.error == "100")
    }
}
