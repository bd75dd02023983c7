import Documents
import FoundationEssentials
import HTTPTypes
import Testing

@testable import Sandbox

@Suite("Instagram's profile")
struct InstagramProfileTests {
    private func token(_ stage: Stage, _ order: JSONObject = [:]) async throws -> String {
        try await stage.grant("instagram", order)["access_token"]?.string ?? ""
    }

    @Test(
        "Only the fields that were asked for come, and the id",
        arguments: [
            ("username", ["username", "id"]), ("id", ["id"]),
            ("id,followers_count,media_count", ["id", "followers_count", "media_count"]),
        ]
    )
    func fields(asked: String, names: [String]) async throws {
        let stage = Stage()
        let token = try await token(stage)
        let reply = try await stage.get(
            "/instagram/graph/v25.0/me",
            [("fields", asked), ("access_token", token)]
        )
        #expect(reply.json.object?.members.map(\.name) == names)
    }

    @Test(
        "One field that isn't known, or is no field, fails the whole call",
        arguments: [
            "id,follower_count", "id,,username", "children{id", "id}",
        ]
    )
    func unknownField(fields: String) async throws {
        let stage = Stage()
        let token = try await token(stage)
        let reply = try await stage.get(
            "/instagram/graph/me",
            [("fields", fields), ("access_token", token)]
        )
        #expect(reply.error == "100")
        #expect(reply.status == 400)
    }

    @Test("A field can be refused that others allow")
    func refusedField() async throws {
        let stage = Stage { $0.refusedFields = ["website"] }
        let token = try await token(stage)
        let reply = try await stage.get(
            "/instagram/graph/me",
            [("fields", "id,website"), ("access_token", token)]
        )
        #expect(reply.error == "100")
    }

    @Test("The picture's link is another on each call, and tells its end")
    func picture() async throws {
        let stage = Stage()
        let token = try await token(stage)
        var links: Set<String> = []
        for _ in 0..<3 {
            let reply = try await stage.get(
                "/instagram/graph/me",
                [("fields", "profile_picture_url"), ("access_token", token)]
            )
            let link = try #require(reply.json["profile_picture_url"]?.string)
            let end = FormFields(link.drop { $0 != "?" }.dropFirst())["oe"] ?? ""
            let seconds = try #require(Int(end, radix: 16))
            #expect(Double(seconds) > Stage.startTime.timeIntervalSince1970)
            links.insert(link)
        }
        #expect(links.count == 3)
    }

    @Test(
        "The account answers to me, to its id and to its id in the app, in any version",
        arguments: [
            "/me", "/v25.0/me", "/v99.0/me", "/{user_id}", "/v25.0/{user_id}", "/{id}",
        ]
    )
    func paths(path: String) async throws {
        let stage = Stage()
        let token = try await token(stage)
        let account = InstagramAccount(try #require(Person("alice")))
        let path = path.replacing("{user_id}", with: String(account.accountID))
            .replacing("{id}", with: String(account.scopedID))
        let reply = try await stage.get(
            "/instagram/graph" + path,
            [("fields", "user_id"), ("access_token", token)]
        )
        #expect(reply.json["user_id"]?.string == String(account.accountID))
    }

    @Test(
        "Somebody else's account, and what isn't there, is 100/33",
        arguments: [
            "/17841400000000001", "/x", "/me/stories", "/v25.0",
        ]
    )
    func missing(path: String) async throws {
        let stage = Stage()
        let token = try await token(stage)
        let reply = try await stage.get("/instagram/graph" + path, [("access_token", token)])
        #expect(reply.error.hasPrefix("100"))
    }

    @Test("The token may come in the header")
    func bearer() async throws {
        let stage = Stage()
        let token = try await token(stage)
        let reply = try await stage.get("/instagram/graph/me", [], Stage.bearer(token))
        #expect(reply.status == 200)
        #expect(try await stage.get("/instagram/graph/me").error == "104")
    }

    @Test("Without the basic scope nothing is shown")
    func scope() async throws {
        let stage = Stage()
        let token = try await token(stage, ["scopes": ["instagram_business_manage_insights"]])
        let reply = try await stage.get("/instagram/graph/me", [("access_token", token)])
        #expect(reply.error == "10")
    }

    @Test("The profile comes in the envelope when that was chosen")
    func envelope() async throws {
        let stage = Stage { $0.shape = .enveloped }
        let token = try await token(stage)
        let reply = try await stage.get(
            "/instagram/graph/me",
            [("fields", "username"), ("access_token", token)]
        )
        #expect(reply.json["data"]?[0]?["username"] == "alice")
    }

    @Test("Usage headers tell the app's share and the account's minutes")
    func usage() async throws {
        let stage = Stage()
        let limited = try await token(stage, ["state": "rate_limited"])
        let reply = try await stage.get("/instagram/graph/me", [("access_token", limited)])
        let business = try #require(HTTPField.Name.businessUsage.flatMap { reply.headers[$0] })
        let usage = try JSONValue(parsing: Array(business.utf8))
        let account = InstagramAccount(try #require(Person("alice")))
        let entry = usage[String(account.accountID)]?[0]
        #expect(entry?["estimated_time_to_regain_access"] == 17)
        #expect(entry?["call_count"] == 100)
        #expect(reply.headers[.retryAfter] == nil)
        let app = try #require(HTTPField.Name.appUsage.flatMap { reply.headers[$0] })
        #expect(try JSONValue(parsing: Array(app.utf8))["call_count"] == 0)
    }

    @Test("The app's budget is used up in an hour, and comes back")
    func appBudget() async throws {
        let stage = Stage { $0.rateLimit = 2 }
        let token = try await token(stage)
        let query = [("access_token", token)]
        let first = try await stage.get("/instagram/graph/me", query)
        let usage = try #require(HTTPField.Name.appUsage.flatMap { first.headers[$0] })
        #expect(try JSONValue(parsing: Array(usage.utf8))["call_count"] == 50)
        #expect(try await stage.get("/instagram/graph/me", query).status == 200)
        #expect(try await stage.get("/instagram/graph/me", query).error == "4")
        stage.world.clock.advance(by: 3600)
        #expect(try await stage.get("/instagram/graph/me", query).status == 200)
    }
}
