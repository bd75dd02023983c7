import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A renewal that comes too early for the provider is no fault of the connection")
struct EarlyRenewalRunTests {
    /// A token in its window, of a provider that renews it under the same text and then finds it too
    /// young.
    private func scene(endsInDays: Double = 5) async throws -> Scene {
        let text = Sample.selfRenewing.replacing("min_age", with: "rotates: never\n  min_age")
        let scene = try Scene(["plain": text])
        try await scene.enroll(
            "alice",
            Connection(
                provider: "plain",
                grant: Sample.grant(
                    refresh: nil,
                    issuedDaysAgo: 55,
                    accessEnds: endsInDays * Sample.day
                ),
                generation: 1
            )
        )
        return scene
    }

    private func answering(
        _ refresh: ScriptedTransport.Answer,
        data: ScriptedTransport.Answer = .profile
    ) -> ScriptedTransport {
        ScriptedTransport { $0.url.contains("/refresh") ? refresh : data }
    }

    private static let tooYoung = ScriptedTransport.Answer.json(
        #"{"error":{"message":"too young","code":100}}"#,
        status: 400
    )
    private static let renewed = ScriptedTransport.Answer.json(
        #"{"access_token":"access-token-1","expires_in":5184000}"#
    )

    private func refreshes(_ transport: ScriptedTransport) -> Int {
        transport.calls.count { $0.contains("/refresh") }
    }

    @Test("the first refusal is a note; the provider is asked again a minimum age later")
    func excused() async throws {
        var scene = try await scene()
        let first = try await scene.run(answering(Self.tooYoung))
        #expect(try first.record().state == .expiring)
        #expect(try first.record().reason == nil)
        #expect(try first.entry().failure == nil)
        #expect(try first.entry().notes.count == 1)
        #expect(try first.record().renewalRefusedAt == Sample.now)
        for _ in 0..<3 {
            scene.clock.advance(hours: 7)
            let quiet = answering(Self.tooYoung)
            let record = try await scene.run(quiet).record()
            #expect(refreshes(quiet) == 0)
            #expect(record.state == .expiring)
        }
        scene.clock.advance(hours: 4)
        let later = answering(Self.renewed)
        let record = try await scene.run(later).record()
        #expect(refreshes(later) == 1)
        #expect(record.state == .connected)
        #expect(record.renewalRefusedAt == nil)
    }

    @Test("the second refusal is told, and every run asks again")
    func told() async throws {
        var scene = try await scene()
        _ = try await scene.run(answering(Self.tooYoung))
        for _ in 0..<2 {
            scene.clock.advance(hours: 25)
            let transport = answering(Self.tooYoung)
            let record = try await scene.run(transport).record()
            #expect(refreshes(transport) == 1)
            #expect(record.state == .degraded)
            #expect(record.reason == .badRequest)
        }
    }

    @Test("a token that ends before the second try is told at once")
    func pressed() async throws {
        var scene = try await scene(endsInDays: 0.9)
        let record = try await scene.run(answering(Self.tooYoung)).record()
        #expect(record.state == .degraded)
        #expect(record.reason == .badRequest)
    }

    @Test("a token that is refused by the API as well is not called well")
    func refusedByData() async throws {
        var scene = try await scene()
        let transport = answering(Self.tooYoung, data: .json("{}", status: 401))
        let record = try await scene.run(transport).record()
        #expect(record.state == .degraded)
        #expect(record.reason == .tokenExpired)
        #expect(record.evidenceAt == Sample.now)
    }
}
