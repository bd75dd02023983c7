import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

// Lessons 12 and 32: short-lived and long-lived are one transaction, whatever comes in between.
@Suite("What ends a run between Instagram's two calls does not cost the consent")
struct TwoStepRunTests {
    private static let short = ScriptedTransport.Answer.json(
        #"{"access_token":"short-1","user_id":17841400000000000001,"permissions":"instagram_business_basic"}"#
    )
    private static let long = ScriptedTransport.Answer.json(
        #"{"access_token":"long-1","token_type":"bearer","expires_in":5183944}"#
    )
    private static let account = ScriptedTransport.Answer.json(
        #"{"user_id":"17841400000000000001","username":"alice_music","followers_count":12}"#
    )
    private static let about = ScriptedTransport.Answer.json(#"{"biography":"songs"}"#)

    private func scene() async throws -> Scene {
        var scene = Scene(pipelines: [try ProjectPipeline.load("instagram")])
        scene.environment = ProjectPipeline.environment
        try await scene.enroll(
            "alice",
            Connection(provider: "instagram", pendingCode: Scene.code())
        )
        return scene
    }

    struct Outage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: ScriptedTransport.Answer

        init(_ title: String, _ answer: ScriptedTransport.Answer) {
            testDescription = title
            self.answer = answer
        }
    }

    @Test(
        "the next run goes on with the second call",
        arguments: [
            Outage("no connection", .lost(.connecting)), Outage("a time-out", .lost(.sent)),
            Outage("a 500", .json("{}", status: 500)), Outage("a page", .page(status: 403)),
            Outage("a 429", .json("{}", status: 429)), Outage("no token", .json("{}")),
            Outage(
                "the app's own secret",
                .json(
                    #"{"error":{"code":1,"message":"Error validating client secret."}}"#,
                    status: 400
                )
            ),
        ]
    )
    func outage(outage: Outage) async throws {
        var scene = try await scene()
        let first = ScriptedTransport([Self.short, outage.answer])
        let record = try await scene.run(first).record()
        #expect(record.state == .pending)
        #expect(record.reason != nil && record.reason != .codeInDoubt)
        let kept = try #require(try await scene.stored("alice", "instagram").pendingCode)
        #expect(kept.steps.first?.accessToken == Secret("short-1"))
        scene.clock.advance(hours: 0.5)
        let second = ScriptedTransport([Self.long, Self.account, Self.about])
        #expect(try await scene.run(second).record().state == .connected)
        #expect(second.calls.first == "GET graph.instagram.com/access_token")
        #expect(second.requests.first?.url.contains("access_token=short-1") == true)
        let stored = try await scene.stored("alice", "instagram")
        #expect(stored.grant?.accessToken == Secret("long-1"))
        #expect(stored.grant?.scopes == ["instagram_business_basic"])
        #expect(stored.pendingCode == nil)
    }

    @Test("a process that dies after the first answer was kept leaves it to the next one")
    func crash() async throws {
        var scene = try await scene()
        let disk = scene.disk
        let memory = scene.memory
        _ = try await scene.run(
            ScriptedTransport { request in
                guard request.method == "GET" else { return Self.short }
                disk.refuse { _ in true }
                return Self.long
            },
            isSettled: false
        )
        scene.disk.refuse(nil)
        scene.memory = memory
        let second = ScriptedTransport([Self.long, Self.account, Self.about])
        #expect(try await scene.run(second).record().state == .connected)
        #expect(second.calls.count == 3)
        #expect(!scene.disk.files.files.keys.contains { $0.hasPrefix("c/.intents") })
    }

    @Test("a first answer that could not be kept leaves the code in doubt, as ever")
    func notKept() async throws {
        var scene = try await scene()
        let disk = scene.disk
        let transport = ScriptedTransport { _ in
            disk.refuse { $0.hasSuffix("alice.gpg") }
            return Self.short
        }
        #expect(try await scene.run(transport).record().state == .inDoubt)
        #expect(transport.calls.count == 1)
    }

    @Test(
        "a short-lived token that is refused ends it, and the reason says why",
        arguments: [(0.5, FailureReason.codeRefused), (2.0, .codeExpired)]
    )
    func refused(hours: Double, reason: FailureReason) async throws {
        var scene = try await scene()
        _ = try await scene.run(ScriptedTransport([Self.short, .lost(.connecting)]))
        scene.clock.advance(hours: hours)
        let transport = ScriptedTransport([
            .json(#"{"error":{"code":190,"message":"expired"}}"#, status: 400)
        ])
        let record = try await scene.run(transport).record()
        #expect(record.state == .needsReconnect)
        #expect(record.reason == reason)
        #expect(try await scene.stored("alice", "instagram").pendingCode == nil)
    }

    @Test("what waited longer than a day beyond its hour is given up, unasked")
    func tooLate() async throws {
        var scene = try await scene()
        _ = try await scene.run(ScriptedTransport([Self.short, .lost(.connecting)]))
        scene.clock.advance(hours: 26)
        let silent = ScriptedTransport([])
        let record = try await scene.run(silent).record()
        #expect(silent.calls.isEmpty)
        #expect(record.state == .needsReconnect)
        #expect(record.reason == .codeExpired)
    }

    @Test("a step that is kept comes back from the file as it was")
    func format() async throws {
        var code = Scene.code(attempted: true)
        code.steps = [
            ExchangeStep(
                accessToken: Secret("short-1"),
                refreshToken: Secret("refresh-1"),
                accessEnd: .at(Sample.now.addingTimeInterval(3600)),
                refreshEnd: .never,
                scopes: ["a", "b"],
                accountID: "7",
                extra: ["shop": Secret("s")],
                answeredAt: Sample.now
            ),
            ExchangeStep(
                accessToken: nil,
                refreshToken: nil,
                accessEnd: .untold,
                refreshEnd: .untold,
                scopes: nil,
                accountID: nil,
                extra: [:],
                answeredAt: Sample.now
            ),
        ]
        let scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: code))
        #expect(try await scene.stored().pendingCode == code)
    }
}
