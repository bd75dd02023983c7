import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("Runs never cry reconnect")
struct CondemningRunTests {
    // Lessons 20 and 23: the provider's word, twice, an hour apart.
    @Test("a refused grant is condemned on the second look, an hour later, and then left alone")
    func secondLook() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport { _ in .refusal("invalid_grant") }
        let first = try await scene.run(transport).record()
        #expect(first.state == .degraded)
        #expect(first.reason == .grantRefused)
        #expect(first.evidenceAt == Sample.now)
        scene.clock.advance(hours: 0.9)
        let between = try await scene.run(transport).record()
        #expect(between.state == .degraded)
        #expect(transport.calls.count == 1)
        scene.clock.advance(hours: 0.2)
        let report = try await scene.run(transport)
        #expect(try report.entry().plan?.actions.first == .refresh(.secondLook))
        #expect(try report.record().state == .needsReconnect)
        scene.clock.advance(hours: 24)
        let later = try await scene.run(transport, everything: true).record()
        #expect(later.state == .needsReconnect)
        #expect(later.reason == .grantRefused)
        #expect(transport.calls.count == 2)
    }

    // Lesson 27: no "recovered" while the access token outlives a refresh token that is refused.
    @Test("an access token that still reads takes no word about the refresh token back")
    func outlived() async throws {
        var scene = try Scene(["plain": Sample.plain + "\nlifetimes:\n  refresh: 5d\n"])
        try await scene.enroll(
            "alice",
            Connection(
                provider: "plain",
                grant: Sample.grant(refresh: "refresh-token-1", refreshEnds: 4 * Sample.day),
                generation: 1
            )
        )
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .refusal("invalid_grant") : .profile
        }
        var states: [ConnectionState] = []
        for _ in 0..<5 {
            states.append(try await scene.run(transport, everything: true).record().state)
            scene.clock.advance(hours: 0.3)
        }
        #expect(states == [.degraded, .degraded, .degraded, .degraded, .needsReconnect])
        #expect(transport.tokenCalls == 2)
    }

    @Test("a second look that goes well clears the connection")
    func cleared() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport([
            .refusal("invalid_grant"), .token("access-2", refresh: "refresh-2"), .profile,
        ])
        _ = try await scene.run(transport)
        scene.clock.advance(hours: 2)
        let record = try await scene.run(transport).record()
        #expect(record.state == .connected)
        #expect(record.reason == nil)
        #expect(record.evidenceAt == nil)
    }

    @Test("connecting again heals what was condemned")
    func healed() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let refusing = ScriptedTransport { _ in .refusal("invalid_grant") }
        _ = try await scene.run(refusing)
        scene.clock.advance(hours: 2)
        #expect(try await scene.run(refusing).record().state == .needsReconnect)
        let user = try Sample.user()
        let stored = try #require(try await scene.vault.load(user))
        let file = try Enrollment.accept(
            "code-of-alice",
            try Sample.key(),
            try #require(scene.pipelines["plain"]),
            in: stored.file,
            redirectURI: "http://127.0.0.1:8765/callback",
            parameters: [:],
            now: scene.clock.now
        )
        _ = try await scene.vault.save(file, replacing: stored.digest)
        let transport = ScriptedTransport([.token("access-2", refresh: "refresh-2"), .profile])
        let record = try await scene.run(transport).record()
        #expect(record.state == .connected)
        #expect(record.reason == nil)
        #expect(record.evidenceAt == nil)
        #expect(record.connectedAt == scene.clock.now)
    }

    @Test("evidence about older bytes counts for nothing")
    func olderBytes() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport { _ in .refusal("invalid_grant") }
        _ = try await scene.run(transport)
        scene.clock.advance(hours: 2)
        // The person connected again in between.
        var connection = try await scene.stored()
        connection.generation += 1
        connection.grant?.refreshToken = Secret("refresh-token-9")
        let user = try Sample.user()
        let digest = try await scene.vault.load(user)?.digest
        _ = try await scene.vault.save(
            UserFile(user: user, connections: [connection]),
            replacing: digest
        )
        let record = try await scene.run(transport).record()
        #expect(record.state == .degraded)
        #expect(record.evidenceAt == scene.clock.now)
    }

    @Test(
        "a word is taken back by a renewal, even where the rest of that run fails",
        arguments: [nil, "refresh-token-2"]
    )
    func takenBack(newToken: String?) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let refusing = ScriptedTransport { _ in .refusal("invalid_grant") }
        #expect(try await scene.run(refusing).record().evidenceAt == scene.clock.now)
        scene.clock.advance(hours: 2)
        let halfWell = ScriptedTransport([
            .token("access-2", refresh: newToken), .json("{}", status: 503),
        ])
        let between = try await scene.run(halfWell).record()
        #expect(between.state == .degraded)
        #expect(between.evidenceAt == nil)
        scene.clock.advance(hours: 2)
        // The first word about a grant that worked a while ago.
        let record = try await scene.run(refusing).record()
        #expect(record.state == .degraded)
        #expect(record.evidenceAt == scene.clock.now)
    }

    // Lesson 24: 429, 5xx and a firewall's 403 deleted the only copy of a token.
    @Test(
        "no fault of the way or of the house condemns, however long it lasts",
        arguments: [
            ScriptedTransport.Answer.lost(.sent), .lost(.connecting), .json("{}", status: 429),
            .json("{}", status: 500), .page(status: 403), .page(status: 400), .page(status: 401),
            .refusal("invalid_client", status: 401), .refusal("unauthorized_client"),
            .refusal("temporarily_unavailable"), .refusal("invalid_grant", status: 503),
        ]
    )
    func neverCondemns(answer: ScriptedTransport.Answer) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport { _ in answer }
        for _ in 0..<4 {
            let record = try await scene.run(transport, everything: true).record()
            #expect(record.state == .degraded || record.state == .inDoubt)
            #expect(record.evidenceAt == nil)
            #expect(try await scene.stored().grant?.refreshToken == Secret("refresh-token-1"))
            scene.clock.advance(hours: 25)
        }
    }

    // A clock that is wrong condemns nobody, and a token that is dead does not die in silence.
    @Test("a token without renewal that the clock calls ended is still put to the provider")
    func noRenewal() async throws {
        let text = Sample.plain.replacing(
            "refresh:\n  url: https://id.plain.test/token\n  rotates: sometimes\n",
            with: ""
        )
        var scene = try Scene(["plain": text])
        try await scene.enroll(
            "alice",
            Connection(
                provider: "plain",
                grant: Sample.grant(refresh: nil, accessEnds: -Sample.day)
            )
        )
        let alive = ScriptedTransport([.profile])
        let first = try await scene.run(alive).record()
        #expect(alive.calls.count == 1)
        #expect(first.profile["id"] == "7")
        let dead = ScriptedTransport { _ in .json("{}", status: 401) }
        scene.clock.advance(hours: 7)
        let second = try await scene.run(dead, everything: true).record()
        #expect(second.state == .degraded)
        #expect(second.reason == .noRefresh)
        scene.clock.advance(hours: 2)
        #expect(try await scene.run(dead).record().state == .needsReconnect)
    }

    @Test("a failing provider leaves the last good values, marked stale, and comes back")
    func stale() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        _ = try await scene.run(ScriptedTransport([.profile]))
        scene.clock.advance(hours: 0.5)
        let failing = ScriptedTransport([.json("{}", status: 500)])
        let record = try await scene.run(failing, everything: true).record()
        #expect(record.state == .degraded)
        #expect(record.profile["username"] == "alice")
        #expect(record.stale == .init(reason: .providerFault, since: scene.clock.now))
        #expect(record.lastSync == Sample.now)
        // What failed does not wait for its slot.
        let back = ScriptedTransport([.profile])
        let healed = try await scene.run(back).record()
        #expect(healed.state == .connected)
        #expect(healed.stale == nil)
        #expect(healed.lastSync == Sample.now)
    }

    @Test("a rate limit is kept, a day at most, and the tokens are cared for all the same")
    func rateLimit() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let limited = ScriptedTransport([
            .json("{}", status: 429, headers: [("Retry-After", "864000")])
        ])
        let record = try await scene.run(limited).record()
        #expect(record.state == .degraded)
        #expect(record.retryAt == Sample.now.addingTimeInterval(86_400))
        scene.clock.advance(hours: 23)
        let quiet = ScriptedTransport([])
        let waiting = try await scene.run(quiet)
        #expect(quiet.calls.isEmpty)
        #expect(try waiting.record().state == .degraded)
        #expect(try waiting.record().retryAt == record.retryAt)
        scene.clock.advance(hours: 2)
        let open = ScriptedTransport([.token("access-2"), .profile])
        #expect(try await scene.run(open).record().state == .connected)
    }
}
