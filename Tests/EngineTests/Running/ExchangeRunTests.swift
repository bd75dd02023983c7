import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A run exchanges a waiting code, once")
struct ExchangeRunTests {
    @Test("a fresh code becomes a grant, then the profile is read")
    func freshCode() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport([.token("access-1", refresh: "refresh-1"), .profile])
        let report = try await scene.run(transport)
        #expect(transport.calls == ["POST id.plain.test/token", "GET api.plain.test/me"])
        #expect(transport.requests.first?.field("code") == "code-of-alice")
        let stored = try await scene.stored()
        #expect(stored.pendingCode == nil)
        #expect(stored.grant?.refreshToken == Secret("refresh-1"))
        #expect(stored.grant?.authorizedAt == Sample.now.addingTimeInterval(-60))
        let record = try report.record()
        #expect(record.state == .connected)
        #expect(record.profile == ["id": "7", "username": "alice"])
        #expect(try report.entry().didExchange)
    }

    @Test("the code is marked on disk before it goes out")
    func marked() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport { request in
            if request.method == "POST" {
                let stored = try? await scene.stored()
                #expect(stored?.pendingCode?.attemptedAt == Sample.now)
                return .token("access-1", refresh: "refresh-1")
            }
            return .profile
        }
        var running = scene
        _ = try await running.run(transport)
        #expect(transport.calls.count == 2)
    }

    // Lesson 12: short-lived and long-lived are one transaction.
    @Test(
        "Instagram's two calls, in both shapes of the first answer",
        arguments: [
            #"{"data":[{"access_token":"short-1","user_id":"17841400000000000001","permissions":"instagram_business_basic"}]}"#,
            #"{"access_token":"short-1","user_id":17841400000000000001,"permissions":["instagram_business_basic"]}"#,
        ]
    )
    func instagram(first: String) async throws {
        let instagram = try ProjectPipeline.load("instagram")
        var scene = Scene(pipelines: [instagram])
        scene.environment = ProjectPipeline.environment
        try await scene.enroll(
            "alice",
            Connection(provider: "instagram", pendingCode: Scene.code())
        )
        let transport = ScriptedTransport([
            .json(first),
            .json(#"{"access_token":"long-1","token_type":"bearer","expires_in":5183944}"#),
            .json(
                #"{"user_id":"17841400000000000001","username":"alice_music","followers_count":12}"#
            ),
            .json(#"{"biography":"songs"}"#),
        ])
        let report = try await scene.run(transport)
        #expect(
            transport.calls == [
                "POST api.instagram.com/oauth/access_token", "GET graph.instagram.com/access_token",
                "GET graph.instagram.com/v25.0/me", "GET graph.instagram.com/v25.0/me",
            ]
        )
        #expect(transport.requests[1].url.contains("access_token=short-1"))
        let grant = try #require(try await scene.stored("alice", "instagram").grant)
        #expect(grant.accessToken == Secret("long-1"))
        #expect(grant.scopes == ["instagram_business_basic"])
        #expect(grant.accessExpiresAt == Sample.now.addingTimeInterval(5_183_944))
        let record = try report.record()
        #expect(record.state == .connected)
        #expect(record.profile["id"] == "17841400000000000001")
        #expect(record.profile["biography"] == "songs")
        #expect(record.missingScopes.isEmpty)
    }

    struct Lost: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: ScriptedTransport.Answer

        init(_ title: String, _ answer: ScriptedTransport.Answer) {
            testDescription = title
            self.answer = answer
        }
    }

    // Lessons 7 and 59: no answer about the code leaves it unspent for certain.
    @Test(
        "a code is never sent twice",
        arguments: [
            Lost("a time-out", .lost(.sent)), Lost("a 500", .json("{}", status: 500)),
            Lost("a 504 page", .page(status: 504)), Lost("a 403 page", .page(status: 403)),
            Lost("a 408", .json("{}", status: 408)), Lost("a page in a 200", .page(status: 200)),
            Lost("an answer without a token", .json("{}")),
            Lost("a passing fault in a 400", .refusal("temporarily_unavailable")),
        ]
    )
    func neverTwice(lost: Lost) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport { _ in lost.answer }
        let first = try await scene.run(transport).record()
        #expect(first.state == .inDoubt)
        #expect(first.reason == .codeInDoubt)
        scene.clock.advance(hours: 2)
        let second = try await scene.run(transport, everything: true).record()
        #expect(second.state == .needsReconnect)
        #expect(second.reason == .codeInDoubt)
        #expect(transport.tokenCalls == 1)
    }

    @Test(
        "a code that was refused before it was looked at waits for a better hour",
        arguments: [
            ScriptedTransport.Answer.json("{}", status: 429, headers: [("Retry-After", "3600")]),
            .refusal("invalid_client", status: 401),
        ]
    )
    func refusedUnseen(answer: ScriptedTransport.Answer) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let refusing = ScriptedTransport([answer])
        let first = try await scene.run(refusing).record()
        #expect(first.state == .pending)
        #expect(first.reason == .rateLimited || first.reason == .appRefused)
        scene.clock.advance(hours: 1.1)
        let transport = ScriptedTransport([.token("access-1", refresh: "refresh-1"), .profile])
        #expect(try await scene.run(transport).record().state == .connected)
    }

    @Test("a code waits as long as the provider asked for")
    func asked() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport([
            .json("{}", status: 429, headers: [("Retry-After", "3600")])
        ])
        _ = try await scene.run(transport)
        scene.clock.advance(hours: 0.9)
        let report = try await scene.run(transport, everything: true)
        #expect(transport.calls.count == 1)
        #expect(try report.record().state == .pending)
        #expect(try report.record().reason == .rateLimited)
    }

    @Test("a run that died after the mark leaves a code that is not sent again")
    func crashed() async throws {
        var scene = try Scene()
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", pendingCode: Scene.code(attempted: true))
        )
        let transport = ScriptedTransport([])
        let record = try await scene.run(transport).record()
        #expect(record.state == .needsReconnect)
        #expect(record.reason == .codeInDoubt)
        #expect(transport.requests.isEmpty)
    }

    @Test(
        "a code that certainly never left is sent by the next run",
        arguments: [TransportError.Phase.connecting, .refused]
    )
    func neverLeft(phase: TransportError.Phase) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport([
            .lost(phase), .token("access-1", refresh: "refresh-1"), .profile,
        ])
        #expect(try await scene.run(transport).record().state == .pending)
        #expect(try await scene.run(transport).record().state == .connected)
        #expect(transport.tokenCalls == 2)
    }

    @Test("without the app's credentials the code waits, unsent")
    func unconfigured() async throws {
        var scene = try Scene()
        scene.environment["PLAIN_SECRET"] = nil
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport([.token("access-1", refresh: "refresh-1"), .profile])
        let report = try await scene.run(transport)
        #expect(try report.record().state == .pending)
        #expect(try report.record().reason == .appUnconfigured)
        #expect(report.diagnostics.map(\.location.line) == [4])
        scene.environment = Sample.environment
        #expect(try await scene.run(transport).record().state == .connected)
    }

    @Test(
        "a refused code is at its end, and the reason says why",
        arguments: [(1.0, FailureReason.codeRefused), (11.0, .codeExpired)]
    )
    func refused(minutesAgo: Double, reason: FailureReason) async throws {
        var scene = try Scene()
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", pendingCode: Scene.code(minutesAgo: minutesAgo))
        )
        let transport = ScriptedTransport([.refusal("invalid_grant")])
        let record = try await scene.run(transport).record()
        #expect(record.state == .needsReconnect)
        #expect(record.reason == reason)
        #expect(try await scene.stored().pendingCode == nil)
        // And the next run still says so.
        let next = try await scene.run(transport).record()
        #expect(next.reason == reason)
        #expect(transport.calls.count == 1)
    }

    @Test(
        "a connection moves to another host with the code that was asked for there, not before",
        arguments: [true, false]
    )
    func parameters(isExchanged: Bool) async throws {
        let text = Sample.plain.replacing(
            "client:",
            with: "parameters:\n  host: {pattern: '[a-z]+[.]plain[.]test'}\nclient:"
        ).replacing("https://api.plain.test/me", with: "https://${param.host}/me")
            .replacing("https://id.plain.test/token", with: "https://${param.host}/token")
        var scene = try Scene(["plain": text])
        var code = Scene.code()
        code.parameters = ["host": Secret("new.plain.test")]
        try await scene.enroll(
            "alice",
            Connection(
                provider: "plain",
                grant: Sample.grant(),
                pendingCode: code,
                parameters: ["host": Secret("old.plain.test")]
            )
        )
        let transport = ScriptedTransport { request in
            guard request.method == "POST" else { return .profile }
            return isExchanged ? .token("access-1", refresh: "r-1") : .refusal("invalid_grant")
        }
        _ = try await scene.run(transport)
        let host = isExchanged ? "new.plain.test" : "old.plain.test"
        #expect(transport.calls == ["POST new.plain.test/token", "GET \(host)/me"])
        #expect(try await scene.stored().parameters == ["host": Secret(host)])
    }

    @Test("a refused code leaves an older grant at work")
    func refusedBesideGrant() async throws {
        var scene = try Scene()
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: Sample.grant(), pendingCode: Scene.code())
        )
        let transport = ScriptedTransport([.refusal("invalid_grant"), .profile])
        let record = try await scene.run(transport).record()
        #expect(record.state == .degraded)
        #expect(record.reason == .codeRefused)
        #expect(try await scene.stored().grant?.accessToken == Secret("access-token-1"))
    }

    // Lesson 26: the wrong account's consent replaces nothing.
    @Test("another account's consent does not replace the grant")
    func otherAccount() async throws {
        let text = Sample.plain.replacing(
            "exchange:\n  url: https://id.plain.test/token\n",
            with: """
                exchange:
                  url: https://id.plain.test/token
                  answer: {account_id: $.user}

                """
        )
        var scene = try Scene(["plain": text])
        try await scene.enroll(
            "alice",
            Connection(
                provider: "plain",
                accountID: "7",
                grant: Sample.grant(),
                pendingCode: Scene.code()
            )
        )
        let transport = ScriptedTransport([
            .json(#"{"access_token":"access-9","refresh_token":"refresh-9","user":"8"}"#), .profile,
        ])
        let record = try await scene.run(transport).record()
        #expect(record.state == .degraded)
        #expect(record.reason == .accountMismatch)
        let stored = try await scene.stored()
        #expect(stored.grant?.refreshToken == Secret("refresh-token-1"))
        #expect(stored.pendingCode == nil)
        #expect(transport.tokenCalls == 1)
    }
}
