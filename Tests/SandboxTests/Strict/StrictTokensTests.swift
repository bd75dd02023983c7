import Documents
import HTTPTypes
import Testing

@testable import Sandbox

@Suite("The strict provider's tokens")
struct StrictTokensTests {
    private static let secret = Stage.basic("sandbox-app", "sandbox-secret")
    private static let verifier = String(repeating: "v", count: 43)

    private func exchange(
        _ stage: Stage,
        _ code: String,
        _ changes: [String: String?] = [:]
    ) async throws -> Reply {
        var form = [
            "grant_type": "authorization_code", "code": code, "redirect_uri": Stage.redirectURI,
        ]
        for (name, value) in changes { form[name] = value }
        return try await stage.post("/strict/token", form.map { ($0.key, $0.value) }, Self.secret)
    }

    private func refresh(
        _ stage: Stage,
        _ token: String,
        more: [(String, String)] = []
    ) async throws -> Reply {
        try await stage.post(
            "/strict/token",
            [("grant_type", "refresh_token"), ("refresh_token", token)] + more,
            Self.secret
        )
    }

    private func profile(_ stage: Stage, _ token: String) async throws -> Reply {
        try await stage.get("/strict/userinfo", [], Stage.bearer(token))
    }

    @Test("A refresh token is good for one use, and brings the next")
    func rotates() async throws {
        let stage = Stage()
        let first = try await stage.grant("strict")["refresh_token"]?.string ?? ""
        let second = try await refresh(stage, first)
        #expect(second.status == 200)
        #expect(second.headers[.cacheControl] == "no-store")
        let third = try await refresh(stage, second.json["refresh_token"]?.string ?? "")
        #expect(third.status == 200)
        #expect(try await stage.report("strict")["generation"] == 3)
    }

    @Test("A refresh token that comes twice ends the grant, the new tokens included")
    func reuse() async throws {
        let stage = Stage()
        let first = try await stage.grant("strict")["refresh_token"]?.string ?? ""
        let second = try await refresh(stage, first)
        let access = second.json["access_token"]?.string ?? ""
        #expect(try await profile(stage, access).status == 200)
        #expect(try await refresh(stage, first).error == "invalid_grant")
        #expect(try await profile(stage, access).status == 401)
        let fresh = second.json["refresh_token"]?.string ?? ""
        #expect(try await refresh(stage, fresh).error == "invalid_grant")
        let report = try await stage.report("strict")
        #expect(report["killed_by_reuse"] == true)
        #expect(report["alive"] == false)
    }

    @Test("A code that comes twice ends the grant it gave")
    func codeReuse() async throws {
        let stage = Stage()
        let code = try await stage.code("strict")
        let access = try await exchange(stage, code).json["access_token"]?.string ?? ""
        #expect(try await exchange(stage, code).error == "invalid_grant")
        #expect(try await profile(stage, access).status == 401)
    }

    @Test("Any attempt of a proven client spends the code")
    func spent() async throws {
        let stage = Stage()
        let code = try await stage.code("strict")
        #expect(try await exchange(stage, code, ["redirect_uri": nil]).error == "invalid_grant")
        #expect(try await exchange(stage, code).error == "invalid_grant")
    }

    @Test("A code lives ten minutes", arguments: [(599.0, ""), (600.0, "invalid_grant")])
    func codeLife(age: Double, error: String) async throws {
        let stage = Stage()
        let code = try await stage.code("strict")
        stage.world.clock.advance(by: age)
        #expect(try await exchange(stage, code).error == error)
    }

    @Test(
        "Verifier and challenge come together and fit, or not at all",
        arguments: [
            (true, verifier, ""), (true, nil, "invalid_grant"),
            (true, verifier + "x", "invalid_grant"),
            (false, verifier, "invalid_grant"), (false, nil, ""),
        ]
    )
    func challenge(isAsked: Bool, given: String?, error: String) async throws {
        let stage = Stage()
        let challenge = isAsked ? CodeChallenge.of(Self.verifier) : nil
        let code = try await stage.code("strict", challenge: challenge)
        #expect(try await exchange(stage, code, ["code_verifier": given]).error == error)
    }

    @Test(
        "A refresh token that isn't used lives thirty days",
        arguments: [
            (30 * 86_400 - 1, ""), (30 * 86_400, "invalid_grant"),
        ]
    )
    func refreshLife(age: Int, error: String) async throws {
        let stage = Stage()
        let grant = try await stage.grant("strict", ["issued_ago": .number(JSONNumber(age))])
        let reply = try await refresh(stage, grant["refresh_token"]?.string ?? "")
        #expect(reply.error == error)
    }

    @Test(
        "A refresh may ask for less scope, not for more",
        arguments: [
            ("profile", ""), ("profile offline_access", "invalid_scope"),
        ]
    )
    func scope(scope: String, error: String) async throws {
        let stage = Stage()
        let grant = try await stage.grant("strict")
        let reply = try await refresh(
            stage,
            grant["refresh_token"]?.string ?? "",
            more: [("scope", scope)]
        )
        #expect(reply.error == error)
        if error.isEmpty { #expect(reply.json["scope"]?.string == scope) }
    }

    @Test(
        "A token request that breaks a rule is named for it",
        arguments: [
            ([], secret, "invalid_request", 400),
            ([("grant_type", "password")], secret, "unsupported_grant_type", 400),
            ([("grant_type", "refresh_token")], secret, "invalid_request", 400),
            (
                [("grant_type", "refresh_token"), ("refresh_token", "x"), ("refresh_token", "y")],
                secret, "invalid_request", 400
            ),
            ([("client_secret", "sandbox-secret")], secret, "invalid_request", 400),
            ([("grant_type", "refresh_token")], [:], "invalid_client", 401),
            ([("client_id", "sandbox-app")], [:], "invalid_client", 401),
            ([], Stage.basic("sandbox-app", "x"), "invalid_client", 401),
        ] as [([(String, String)], HTTPFields, String, Int)]
    )
    func rules(
        form: [(String, String)],
        headers: HTTPFields,
        error: String,
        status: Int
    ) async throws {
        let reply = try await Stage().post("/strict/token", form, headers)
        #expect(reply.error == error)
        #expect(reply.status == status)
        let isChallenged = reply.headers[.wwwAuthenticate] != nil
        #expect(isChallenged == (status == 401 && headers[.authorization] != nil))
    }

    @Test("A body that isn't a form is refused")
    func json() async throws {
        let reply = try await Stage().send(
            .post,
            "/strict/token",
            [.contentType: "application/json"],
            "{}"
        )
        #expect(reply.error == "invalid_request")
    }

    @Test(
        "Revoking either token ends the grant; an unknown one is fine too",
        arguments: [
            ("access_token", false), ("refresh_token", false), ("", true),
        ]
    )
    func revoke(name: String, isAlive: Bool) async throws {
        let stage = Stage()
        let grant = try await stage.grant("strict")
        let reply = try await stage.post(
            "/strict/revoke",
            [("token", grant[name]?.string ?? "unknown")],
            Self.secret
        )
        #expect(reply.status == 200)
        #expect(try await stage.report("strict")["alive"]?.bool == isAlive)
    }

    @Test("The profile challenges whoever has no good token")
    func userInfo() async throws {
        let stage = Stage()
        let none = try await stage.get("/strict/userinfo")
        #expect(none.headers[.wwwAuthenticate] == "Bearer")
        let wrong = try await profile(stage, "x")
        #expect(wrong.headers[.wwwAuthenticate] == #"Bearer error="invalid_token""#)
        let token = try await stage.grant("strict")["access_token"]?.string ?? ""
        let good = try await profile(stage, token)
        #expect(good.json["preferred_username"] == "alice")
        let id = try #require(good.json["id"]?.integer)
        #expect(Int(Double(id)) != id)
    }
}
