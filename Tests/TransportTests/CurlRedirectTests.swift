import LatchkeyTestSupport
import Loopback
import Testing
import Transport

@Suite("A redirect")
struct CurlRedirectTests {
    private static func redirect(_ status: Int, _ location: String) -> LoopbackAnswer {
        .response(status, headers: [("Location", location)])
    }

    @Test(
        "of a read is followed on its own host, with its headers",
        arguments: [301, 302, 307, 308]
    )
    func followed(status: Int) async throws {
        try await Wire.run {
            $0.target == "/old" ? Self.redirect(status, "/new?x=1") : .text("new")
        } body: { wire in
            let response = try await wire.send(
                "GET",
                "/old",
                headers: [("Authorization", "Bearer a")]
            )
            #expect(response.status == 200)
            #expect(response.header("Location") == nil)
            #expect(wire.server.requests.map(\.target) == ["/old", "/new?x=1"])
            #expect(wire.server.requests.last?.header("Authorization") == "Bearer a")
        }
    }

    @Test(
        "of a call that changes something is its answer",
        arguments: [.renew, .spend] as [HTTPRequest.Kind]
    )
    func changing(kind: HTTPRequest.Kind) async throws {
        try await Wire.run { _ in
            Self.redirect(302, "/new")
        } body: { wire in
            let response = try await wire.send("POST", "/old", body: [], kind: kind)
            #expect(response.status == 302)
            #expect(response.header("Location") == "/new")
            #expect(wire.server.requests.count == 1)
        }
    }

    @Test(
        "elsewhere is an error that shows no more than where to",
        arguments: [
            ("http://127.0.0.2:9/x?token=t0ps3cret", "http://127.0.0.2:9"),
            ("https://example.com/t0ps3cret", "https://example.com"),
            ("//example.com/t0ps3cret", "http://example.com"),
            ("ftp://example.com/t0ps3cret", "ftp://example.com"),
            ("http://user:t0ps3cret@127.0.0.1/", "malformed"),
            ("http://localhost/t0ps3cret", "http://localhost"),
        ]
    )
    func elsewhere(location: String, shown: String) async throws {
        try await Wire.run { _ in
            Self.redirect(302, location)
        } body: { wire in
            let error = try await wire.failure("GET", "/old?key=t0ps3cret")
            #expect(error.phase == .sent)
            #expect(error.reasonCode == .redirect)
            #expect(error.description.contains(shown))
            #expect(!error.description.contains("t0ps3cret"))
            #expect(wire.server.requests.count == 1)
        }
    }

    @Test("is followed three times and no more")
    func endless() async throws {
        try await Wire.run {
            Self.redirect(302, $0.target + "x")
        } body: { wire in
            let error = try await wire.failure("GET", "/")
            #expect(error.reasonCode == .redirect)
            #expect(wire.server.requests.map(\.target) == ["/", "/x", "/xx", "/xxx"])
        }
    }

    @Test(
        "of a read with a body repeats it, turns it into a GET, or is the answer",
        arguments: [(307, "POST"), (308, "POST"), (303, "GET"), (301, nil), (302, nil)]
    )
    func bodies(status: Int, method: String?) async throws {
        try await Wire.run {
            $0.target == "/old" ? Self.redirect(status, "/new") : .text("new")
        } body: { wire in
            let response = try await wire.send(
                "POST",
                "/old",
                headers: [("Content-Type", "a/b")],
                body: [1, 2]
            )
            let last = try #require(wire.server.requests.last)
            #expect(response.status == (method == nil ? status : 200))
            #expect(last.method == method ?? "POST")
            #expect(last.target == (method == nil ? "/old" : "/new"))
            #expect(last.body == (method == "GET" ? [] : [1, 2]))
            #expect((last.header("Content-Type") == nil) == (method == "GET"))
        }
    }

    @Test("without a location, or with another status, is the answer")
    func notRedirects() async throws {
        try await Wire.run {
            $0.target == "/bare" ? .response(302) : Self.redirect(201, "/new")
        } body: { wire in
            let bare = try await wire.send("GET", "/bare")
            let made = try await wire.send("GET", "/made")
            #expect(bare.status == 302)
            #expect(made.status == 201)
        }
    }
}
