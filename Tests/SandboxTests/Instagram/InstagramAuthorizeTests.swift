import HTTPTypes
import Testing

@testable import Sandbox

@Suite("Instagram's authorize page")
struct InstagramAuthorizeTests {
    private static let path = "/instagram/www/oauth/authorize"
    private static let good = [
        "client_id": "sandbox-app", "redirect_uri": Stage.redirectURI, "response_type": "code",
        "scope": "instagram_business_basic,instagram_business_manage_insights", "state": "a&b",
    ]

    private func ask(_ changes: [String: String?], _ stage: Stage = Stage()) async throws -> Reply {
        var query = Self.good
        for (name, value) in changes { query[name] = value }
        return try await stage.get(Self.path, query.map { ($0.key, $0.value) })
    }

    @Test(
        "A request that is wrong shows an error and redirects nowhere",
        arguments: [
            ("client_id", "another"), ("client_id", nil),
            ("redirect_uri", "http://example.com/"), ("redirect_uri", nil),
            ("redirect_uri", "http://127.0.0.1.example.com/"),
            ("redirect_uri", "http://127.0.0.1:1/#x"),
            ("response_type", "token"), ("scope", nil), ("scope", "business_basic"),
        ]
    )
    func refuses(name: String, value: String?) async throws {
        let reply = try await ask([name: value, "auto": "allow"])
        #expect(reply.status == 400)
        #expect(reply.headers[.location] == nil)
    }

    @Test("Without a decision a page lists the people, and keeps the request")
    func page() async throws {
        let reply = try await ask([:])
        #expect(reply.status == 200)
        #expect(reply.body.contains(#"value="bruno""#))
        #expect(reply.body.contains(#"name="state" value="a&amp;b""#))
    }

    @Test("Allowing redirects with a code, the state, and #_ behind them")
    func allow() async throws {
        let reply = try await ask(["auto": "allow", "as": "bruno"])
        #expect(reply.status == 302)
        #expect(reply.redirect["state"] == "a&b#_")
        #expect(reply.redirect["code"]?.hasPrefix("AQ") == true)
        #expect(reply.headers[.location]?.hasPrefix(Stage.redirectURI + "?") == true)
    }

    @Test("Denying redirects with Instagram's three fields")
    func deny() async throws {
        let reply = try await ask(["auto": "deny", "state": nil])
        #expect(reply.redirect["error"] == "access_denied")
        #expect(reply.redirect["error_reason"] == "user_denied")
        #expect(reply.redirect["code"] == nil)
    }

    @Test("Headers decide as well as the query")
    func header() async throws {
        var headers: HTTPFields = [:]
        headers[try #require(HTTPField.Name.consent)] = "allow"
        headers[try #require(HTTPField.Name.consentingUser)] = "chloe"
        let reply = try await Stage().get(
            Self.path,
            Self.good.map { ($0.key, $0.value) },
            headers
        )
        #expect(reply.redirect["code"] != nil)
    }

    @Test(
        "A registered redirect URI must match character for character",
        arguments: [
            ("https://app.example/cb", 302), ("https://app.example/cb/", 400),
            ("http://127.0.0.1:8765/callback", 400),
        ]
    )
    func registered(uri: String, status: Int) async throws {
        let stage = Stage { $0.redirectURI = "https://app.example/cb" }
        let reply = try await ask(["redirect_uri": uri, "auto": "allow"], stage)
        #expect(reply.status == status)
    }
}
