import Documents
import HTTPTypes
import Testing

@testable import Sandbox

@Suite("Spotify's Web API")
struct SpotifyAPITests {
    private static let scopes: JSONValue = [
        "user-read-private", "playlist-read-private", "user-top-read", "user-follow-read",
        "user-library-read", "user-read-recently-played",
    ]

    private func get(
        _ path: String,
        _ stage: Stage = Stage(),
        grant order: JSONObject = ["scopes": scopes]
    ) async throws -> Reply {
        let grant = try await stage.grant("spotify", order)
        let token = grant["access_token"]?.string ?? ""
        return try await stage.get("/spotify/api" + path, [], Stage.bearer(token))
    }

    @Test("The profile answers with the version in the base or not", arguments: ["/v1/me", "/me"])
    func profile(path: String) async throws {
        let reply = try await get(path)
        #expect(reply.json["type"] == "user")
        #expect(reply.json["account_id"]?.string?.isEmpty == false)
        #expect(reply.json["email"] == nil)
        #expect(reply.json["country"]?.string != nil)
    }

    @Test("Development mode leaves out what it must")
    func developmentMode() async throws {
        let reply = try await get("/v1/me", Stage { $0.isDevelopmentMode = true })
        for name in ["country", "email", "explicit_content", "followers", "product"] {
            #expect(reply.json[name] == nil)
        }
    }

    @Test(
        "A token that is missing, unknown, expired or revoked is a 401",
        arguments: [
            (nil, "No token provided"), ("live", nil), ("revoked", "Invalid access token"),
            ("unknown", "Invalid access token"), ("expired", "The access token expired"),
        ] as [(String?, String?)]
    )
    func tokens(state: String?, message: String?) async throws {
        let stage = Stage()
        var headers: HTTPFields = [:]
        if let state {
            let known = state == "unknown" ? "live" : state
            let grant = try await stage.grant("spotify", ["state": .string(known)])
            let token = grant["access_token"]?.string ?? ""
            headers = Stage.bearer(state == "unknown" ? token + "x" : token)
        }
        let reply = try await stage.get("/spotify/api/v1/me", [], headers)
        #expect(reply.json["error"]?["message"]?.string == message)
        #expect(reply.status == (message == nil ? 200 : 401))
    }

    @Test("An access token lives an hour", arguments: [(3599, 200), (3600, 401)])
    func life(age: Int, status: Int) async throws {
        let order: JSONObject = ["issued_ago": .number(JSONNumber(age))]
        #expect(try await get("/v1/me", grant: order).status == status)
    }

    @Test(
        "Each list needs its scope",
        arguments: [
            "/v1/me/playlists", "/v1/me/top/artists", "/v1/me/top/tracks", "/v1/me/tracks",
            "/v1/me/following?type=artist", "/v1/me/player/recently-played",
        ]
    )
    func scopes(path: String) async throws {
        #expect(try await get(path).status == 200)
        let poor = try await get(path, grant: ["scopes": ["user-read-email"]])
        #expect(poor.error == "403")
    }

    @Test(
        "Parameters out of bounds are refused",
        arguments: [
            "/v1/me/playlists?limit=51", "/v1/me/playlists?limit=0", "/v1/me/playlists?offset=-1",
            "/v1/me/top/artists?time_range=x", "/v1/me/following", "/v1/me/following?type=user",
            "/v1/me/player/recently-played?after=1&before=1",
        ]
    )
    func bounds(path: String) async throws {
        #expect(try await get(path).error == "400")
    }

    @Test(
        "Following next to null visits a whole list",
        arguments: [
            "/v1/me/playlists?limit=7", "/v1/me/top/tracks?limit=50",
            "/v1/me/following?type=artist&limit=7",
        ]
    )
    func walk(path: String) async throws {
        let stage = Stage()
        let grant = try await stage.grant("spotify", ["scopes": Self.scopes])
        let headers = Stage.bearer(grant["access_token"]?.string ?? "")
        var next: String? = "http://localhost/spotify/api" + path
        var ids: [String] = []
        var total = -1
        while let address = next {
            let reply = try await stage.get(
                String(address.dropFirst("http://localhost".count)),
                [],
                headers
            )
            let page = reply.json["artists"] ?? reply.json
            ids += page["items"]?.array?.compactMap { $0["id"]?.string } ?? []
            total = page["total"]?.integer ?? -1
            next = page["next"]?.string
        }
        #expect(total > 0)
        #expect(ids.count == total)
        #expect(Set(ids).count == total)
    }

    @Test("The history goes back by its cursor to the end")
    func history() async throws {
        let stage = Stage()
        let grant = try await stage.grant("spotify", ["scopes": Self.scopes])
        let headers = Stage.bearer(grant["access_token"]?.string ?? "")
        var path = "/spotify/api/v1/me/player/recently-played?limit=20"
        var times: [String] = []
        for _ in 0..<10 {
            let page = try await stage.get(path, [], headers).json
            times += page["items"]?.array?.compactMap { $0["played_at"]?.string } ?? []
            guard let before = page["cursors"]?["before"]?.string else { break }
            path = "/spotify/api/v1/me/player/recently-played?limit=20&before=\(before)"
        }
        #expect(times.count == 50)
        #expect(times == times.sorted().reversed())
    }

    @Test("An account's budget that is used up is a 429 with seconds to wait")
    func rateLimited() async throws {
        let reply = try await get("/v1/me", grant: ["state": "rate_limited"])
        #expect(reply.status == 429)
        #expect(reply.headers[.retryAfter] == "86400")
    }

    @Test("The app's budget is used up in a window of 30 seconds, and comes back")
    func appBudget() async throws {
        let stage = Stage { $0.rateLimit = 2 }
        #expect(try await get("/v1/me", stage).status == 200)
        #expect(try await get("/v1/me", stage).status == 200)
        let reply = try await get("/v1/me", stage)
        #expect(reply.status == 429)
        #expect(reply.headers[.retryAfter] == "30")
        stage.world.clock.advance(by: 30)
        #expect(try await get("/v1/me", stage).status == 200)
    }

    @Test("What isn't there is a 404")
    func missing() async throws {
        #expect(try await get("/v1/me/nothing").error == "404")
    }
}
