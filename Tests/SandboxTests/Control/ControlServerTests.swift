import Documents
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Sandbox

@Suite("The control API")
struct ControlServerTests {
    @Test(
        "An order that can't be meant is refused with the reason",
        arguments: [
            ("codes", "[]"), ("codes", "{"), ("codes", "{}"),
            ("codes", #"{"provider":"myspace","user":"alice"}"#),
            ("codes", #"{"provider":"instagram","user":"a/b"}"#),
            ("codes", #"{"provider":"spotify","user":"a","code_challenge":"x"}"#),
            ("codes", #"{"provider":"spotify","usr":"a"}"#),
            ("grants", #"{"provider":"spotify","user":"a","state":"asleep"}"#),
            ("grants", #"{"provider":"spotify","user":"a","issued_ago":-1}"#),
            ("grants", #"{"provider":"spotify","user":"a","issued_ago":1e300}"#),
            ("grants", #"{"provider":"spotify","user":"a","access_token":"with space"}"#),
            ("grants", #"{"provider":"spotify","user":"a","refresh_token":"short"}"#),
            ("grants", #"{"provider":"spotify","user":"a","issued_ago":5,"authorized_ago":4}"#),
            ("faults", #"{"path":"/x","kind":"status"}"#),
            ("faults", #"{"path":"x","kind":"drop"}"#),
            ("faults", #"{"path":"/x","kind":"drop","times":0}"#),
            ("clock", "{}"), ("clock", #"{"advance":"1"}"#),
        ]
    )
    func refuses(path: String, order: String) async throws {
        let reply = try await Stage().send(.post, "/sandbox/" + path, [:], order)
        #expect(reply.status == 400)
        #expect(reply.json["error"]?.string?.isEmpty == false)
    }

    @Test("What isn't there is a 404")
    func missing() async throws {
        #expect(try await Stage().get("/sandbox/nothing").status == 404)
        #expect(try await Stage().get("/sandbox/grants/myspace/alice").status == 404)
    }

    @Test("The clock goes forward as told")
    func clock() async throws {
        let stage = Stage()
        _ = try await stage.control("clock", ["advance": 90])
        let reply = try await stage.get("/sandbox/clock")
        let time = Timestamp.text(Stage.startTime.addingTimeInterval(90))
        #expect(reply.json["now"]?.string == time)
    }

    @Test("The log counts calls by endpoint and status, without ids or secrets")
    func log() async throws {
        let stage = Stage()
        let token = try await stage.grant("instagram")["access_token"]?.string ?? ""
        let account = InstagramAccount(try #require(Person("alice")))
        _ = try await stage.get(
            "/instagram/graph/v25.0/\(account.accountID)",
            [("access_token", token)]
        )
        _ = try await stage.get("/instagram/graph/\(account.scopedID)", [("access_token", token)])
        _ = try await stage.get("/instagram/graph/me", [("access_token", "wrong")])
        let reply = try await stage.get("/sandbox/log")
        #expect(reply.json["total"] == 3)
        #expect(
            reply.json["calls"] == [
                [
                    "method": "GET", "endpoint": "/instagram/graph/me", "status": 400, "count": 1,
                ],
                [
                    "method": "GET", "endpoint": "/instagram/graph/{id}", "status": 200, "count": 2,
                ],
            ]
        )
        #expect(reply.json["recent"]?[2]?["status"] == 400)
        #expect(!reply.body.contains(token))
    }

    @Test("The log tells over how many connections calls came, and how many at once")
    func traffic() async throws {
        let stage = Stage { $0.latency = .milliseconds(1) }
        try await SandboxApplication.make(stage.world).test(.live) { client in
            for path in ["/spotify/api/v1/me", "/spotify/api/v1/me", "/sandbox/clock"] {
                try await client.execute(uri: path, method: .get) { _ in }
            }
        }
        let log = try await stage.get("/sandbox/log")
        #expect(log.json["connections"] == 1)
        #expect(log.json["most_at_once"] == 1)
        _ = try await stage.send(.delete, "/sandbox/log", [:], "")
        #expect(try await stage.get("/sandbox/log").json["connections"] == 0)
    }

    @Test("A grant takes given tokens, which live as long as is said")
    func givenTokens() async throws {
        let stage = Stage()
        let grant = try await stage.grant(
            "spotify",
            [
                "access_token": "BQgiven-token", "refresh_token": "AQgiven-token",
                "access_life": 7200,
            ]
        )
        #expect(grant["access_token"] == "BQgiven-token")
        #expect(grant["refresh_token"] == "AQgiven-token")
        let me = ("/spotify/api/v1/me", Stage.bearer("BQgiven-token"))
        _ = try await stage.control("clock", ["advance": 7199])
        #expect(try await stage.get(me.0, [], me.1).status == 200)
        _ = try await stage.control("clock", ["advance": 1])
        #expect(try await stage.get(me.0, [], me.1).status == 401)
    }

    @Test("A grant can be changed behind the client's back")
    func change() async throws {
        let stage = Stage()
        let token = try await stage.grant("instagram")["access_token"]?.string ?? ""
        _ = try await stage.control("grants/instagram/alice", ["state": "checkpoint"])
        let reply = try await stage.get("/instagram/graph/me", [("access_token", token)])
        #expect(reply.error == "190/459")
    }

    @Test("An expired grant can do nothing any more", arguments: Provider.allCases)
    func expired(provider: Provider) async throws {
        let stage = Stage()
        let grant = try await stage.grant(provider.rawValue, ["state": "expired"])
        let token = grant["access_token"]?.string ?? ""
        switch provider {
        case .instagram:
            let reply = try await stage.get("/instagram/graph/me", [("access_token", token)])
            #expect(reply.error == "190/463")
        case .spotify, .strict:
            let path = provider == .spotify ? "/spotify/accounts/api/token" : "/strict/token"
            let reply = try await stage.post(
                path,
                [
                    ("grant_type", "refresh_token"),
                    ("refresh_token", grant["refresh_token"]?.string ?? ""),
                ],
                Stage.basic("sandbox-app", "sandbox-secret")
            )
            #expect(reply.error == "invalid_grant")
        }
    }

    @Test("A reset forgets everything")
    func reset() async throws {
        let stage = Stage()
        _ = try await stage.grant("strict")
        _ = try await stage.control("reset", [:])
        #expect(try await stage.get("/sandbox/grants/strict/alice").json["grants"] == [])
    }

    @Test("A credential's worth is told: alive, spent, never given out")
    func credentials() async throws {
        let stage = Stage()
        let grant = try await stage.grant("strict")
        let token = try #require(grant["refresh_token"])
        let order: JSONValue = ["provider": "strict", "credential": token]
        #expect(
            try await stage.control("credentials", order)
                == ["kind": "refresh_token", "usable": true]
        )
        _ = try await stage.control("grants/strict/alice", ["state": "revoked"])
        #expect(try await stage.control("credentials", order)["usable"]?.bool == false)
        let stranger: JSONValue = ["provider": "spotify", "credential": token]
        #expect(try await stage.control("credentials", stranger)["kind"]?.string == "unknown")
    }

    @Test("Each visit with a code is counted, also those that are refused")
    func presentations() async throws {
        let stage = Stage()
        let code = try #require(
            try await stage.control("codes", ["provider": "strict", "user": "alice"])["code"]
        )
        let order: JSONValue = ["provider": "strict", "credential": code]
        #expect(try await stage.control("credentials", order)["presentations"]?.integer == 0)
        for visits in 1...2 {
            _ = try await stage.send(
                .post,
                "/strict/token",
                [.contentType: "application/x-www-form-urlencoded"],
                "grant_type=authorization_code&client_id=sandbox-app&client_secret=sandbox-secret"
                    + "&redirect_uri=http://127.0.0.1:8765/callback&code=\(code.string ?? "")"
            )
            let report = try await stage.control("credentials", order)
            #expect(report["presentations"]?.integer == visits)
            #expect(report["usable"]?.bool == false)
        }
    }
}
