import Documents
import HTTPTypes
import Testing

@testable import Sandbox

@Suite("Spotify's token endpoint")
struct SpotifyTokensTests {
    private static let path = "/spotify/accounts/api/token"
    private static let verifier = String(repeating: "v", count: 43)
    private static let secret = Stage.basic("sandbox-app", "sandbox-secret")

    private func exchange(
        _ stage: Stage,
        _ code: String,
        _ changes: [String: String?] = [:],
        headers: HTTPFields = secret
    ) async throws -> Reply {
        var form = [
            "grant_type": "authorization_code", "code": code, "redirect_uri": Stage.redirectURI,
        ]
        for (name, value) in changes { form[name] = value }
        return try await stage.post(Self.path, form.map { ($0.key, $0.value) }, headers)
    }

    private func refresh(
        _ stage: Stage,
        _ token: String,
        headers: HTTPFields = secret,
        more: [(String, String)] = []
    ) async throws -> Reply {
        try await stage.post(
            Self.path,
            [("grant_type", "refresh_token"), ("refresh_token", token)] + more,
            headers
        )
    }

    @Test("A code brings both tokens, an hour, and the scopes")
    func exchanges() async throws {
        let stage = Stage()
        let reply = try await exchange(stage, try await stage.code("spotify"))
        #expect(reply.status == 200)
        #expect(reply.json["expires_in"] == 3600)
        #expect(reply.json["token_type"] == "Bearer")
        #expect(reply.json["refresh_token"]?.string?.isEmpty == false)
        #expect(reply.json["scope"]?.string?.contains("user-read-private ") == true)
    }

    @Test(
        "What is wrong in an exchange has its error's name",
        arguments: [
            ("grant_type", nil, "unsupported_grant_type"),
            ("grant_type", "password", "unsupported_grant_type"),
            ("code", nil, "invalid_request"), ("code", "x", "invalid_grant"),
            ("redirect_uri", nil, "invalid_request"),
            ("redirect_uri", "http://127.0.0.1:1/", "invalid_grant"),
        ]
    )
    func refuses(name: String, value: String?, error: String) async throws {
        let stage = Stage()
        let reply = try await exchange(stage, try await stage.code("spotify"), [name: value])
        #expect(reply.status == 400)
        #expect(reply.error == error)
    }

    @Test(
        "A client must prove itself",
        arguments: [
            [:], Stage.basic("sandbox-app", "x"), Stage.basic("x", "sandbox-secret"),
            [.authorization: "Basic ???"], [.authorization: "Bearer x"],
        ] as [HTTPFields]
    )
    func client(headers: HTTPFields) async throws {
        let stage = Stage()
        let reply = try await exchange(stage, try await stage.code("spotify"), headers: headers)
        #expect(reply.error == "invalid_client")
    }

    @Test("The credentials may come in the body")
    func bodyCredentials() async throws {
        let stage = Stage()
        let reply = try await exchange(
            stage,
            try await stage.code("spotify"),
            ["client_id": "sandbox-app", "client_secret": "sandbox-secret"],
            headers: [:]
        )
        #expect(reply.status == 200)
    }

    @Test("JSON is not read")
    func json() async throws {
        let reply = try await Stage().send(
            .post,
            Self.path,
            [.contentType: "application/json"],
            #"{"grant_type":"refresh_token","refresh_token":"x"}"#
        )
        #expect(reply.error == "unsupported_grant_type")
    }

    @Test("A code lives ten minutes", arguments: [(599.0, ""), (600.0, "invalid_grant")])
    func codeLife(age: Double, error: String) async throws {
        let stage = Stage()
        let code = try await stage.code("spotify")
        stage.world.clock.advance(by: age)
        #expect(try await exchange(stage, code).error == error)
    }

    @Test("A code is good for one use")
    func singleUse() async throws {
        let stage = Stage()
        let code = try await stage.code("spotify")
        #expect(try await exchange(stage, code).status == 200)
        #expect(try await exchange(stage, code).error == "invalid_grant")
    }

    @Test(
        "The verifier must fit the challenge",
        arguments: [
            (verifier, ""), (verifier + "w", "invalid_grant"), ("v", "invalid_grant"),
            (nil, "invalid_request"),
        ]
    )
    func challenge(given: String?, error: String) async throws {
        let stage = Stage()
        let code = try await stage.code("spotify", challenge: CodeChallenge.of(Self.verifier))
        #expect(try await exchange(stage, code, ["code_verifier": given]).error == error)
    }

    @Test("A public client rotates on each refresh, and the old token is revoked")
    func publicClient() async throws {
        let stage = Stage { $0.rotation = .never }
        let code = try await stage.code("spotify", challenge: CodeChallenge.of(Self.verifier))
        let reply = try await exchange(
            stage,
            code,
            ["code_verifier": Self.verifier, "client_id": "sandbox-app"],
            headers: [:]
        )
        let first = try #require(reply.json["refresh_token"]?.string)
        let client = [("client_id", "sandbox-app")]
        let second = try await refresh(stage, first, headers: [:], more: client)
        #expect(second.json["refresh_token"]?.string != nil)
        let again = try await refresh(stage, first, headers: [:], more: client)
        #expect(again.json["error_description"] == "Refresh token revoked")
        #expect(try await refresh(stage, first).error == "invalid_grant")
    }

    @Test(
        "How often a refresh rotates is as set",
        arguments: [
            (Rotation.never, 0...0), (.sometimes, 1...39), (.always, 40...40),
        ]
    )
    func rotation(rotation: Rotation, expected: ClosedRange<Int>) async throws {
        let stage = Stage { $0.rotation = rotation }
        var rotated = 0
        var token = try await stage.grant("spotify")["refresh_token"]?.string ?? ""
        for _ in 0..<40 {
            let reply = try await refresh(stage, token)
            #expect(reply.status == 200)
            guard let fresh = reply.json["refresh_token"]?.string else { continue }
            #expect(try await refresh(stage, token).error == "invalid_grant")
            token = fresh
            rotated += 1
        }
        #expect(expected ~= rotated)
    }

    @Test(
        "Six months after consent it ends, whatever was refreshed",
        arguments: [
            (180, ""), (185, "invalid_grant"),
        ]
    )
    func wall(days: Int, error: String) async throws {
        let stage = Stage { $0.rotation = .always }
        let grant = try await stage.grant(
            "spotify",
            ["issued_ago": 10, "authorized_ago": .number(JSONNumber((days - 1) * 86_400))]
        )
        let first = grant["refresh_token"]?.string ?? ""
        let fresh = try await refresh(stage, first)
        let token = fresh.json["refresh_token"]?.string ?? first
        stage.world.clock.advance(by: 86_400)
        #expect(try await refresh(stage, token).error == error)
    }

    @Test("A grant that was revoked refuses to refresh")
    func revoked() async throws {
        let stage = Stage()
        let grant = try await stage.grant("spotify", ["state": "revoked"])
        let reply = try await refresh(stage, grant["refresh_token"]?.string ?? "")
        #expect(reply.error == "invalid_grant")
    }
}
