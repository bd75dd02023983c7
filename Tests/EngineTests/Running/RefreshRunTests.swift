import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A run renews what is due, and keeps what it wins")
struct RefreshRunTests {
    // Lessons 5, 8 and 10: absent means keep, and empty never replaces full.
    @Test(
        "an answer without a refresh token keeps the old one",
        arguments: [
            #"{"access_token":"access-2","expires_in":3600}"#,
            #"{"access_token":"access-2","expires_in":3600,"refresh_token":""}"#,
            #"{"access_token":"access-2","expires_in":3600,"refresh_token":null}"#,
        ]
    )
    func keepsOld(answer: String) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport([.json(answer), .profile])
        let report = try await scene.run(transport)
        #expect(try report.record().state == .connected)
        #expect(try report.entry().didRefresh)
        #expect(transport.requests.first?.field("refresh_token") == "refresh-token-1")
        #expect(transport.requests.last?.headers.contains { $0.value == "Bearer access-2" } == true)
        // What lives an hour beside a token that stays is used and forgotten: nothing to write.
        let stored = try await scene.stored()
        #expect(stored.grant?.refreshToken == Secret("refresh-token-1"))
        #expect(stored.generation == 1)
    }

    // Lessons 1 and 3: the rotated token is on disk before any data is asked for.
    @Test("a rotated token is durable before the profile is read")
    func durableFirst() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let seen = Mutex<[String]>([])
        let transport = ScriptedTransport { request in
            let held = try? await scene.stored().grant?.refreshToken?.reveal()
            seen.withLock { $0.append(held ?? "nothing") }
            return request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        var running = scene
        _ = try await running.run(transport)
        #expect(seen.withLock { $0 } == ["refresh-token-1", "refresh-2"])
        let stored = try await scene.stored()
        #expect(stored.generation == 2)
        #expect(stored.grant?.authorizedAt == Sample.grant().authorizedAt)
    }

    // Lesson 57: once, inside the run.
    @Test("a 401 in the data phase leads to one refresh and one repeat")
    func refusedToken() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let transport = ScriptedTransport([
            .json("{}", status: 401), .token("access-2", refresh: "refresh-2"), .profile,
        ])
        let report = try await scene.run(transport)
        #expect(
            transport.calls == [
                "GET api.plain.test/me", "POST id.plain.test/token", "GET api.plain.test/me",
            ]
        )
        #expect(try report.record().state == .connected)
        #expect(try await scene.stored().grant?.refreshToken == Secret("refresh-2"))
    }

    @Test("a token refused again after its renewal condemns nobody, and no third call is made")
    func refusedTwice() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2") : .json("{}", status: 401)
        }
        let record = try await scene.run(transport).record()
        #expect(transport.calls.count == 3)
        #expect(record.state == .degraded)
        #expect(record.reason == .providerFault)
        #expect(record.evidenceAt == nil)
    }

    // Lessons 6 and 7: a lost answer, or a 5xx, is not "nothing happened".
    @Test(
        "a refresh without a clear answer is in doubt, and the next run tries at once",
        arguments: [
            ScriptedTransport.Answer.lost(.sent), .json("{}", status: 504), .page(status: 502),
            .page(status: 200), .json("{}"),
        ]
    )
    func inDoubt(answer: ScriptedTransport.Answer) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let doubtful = ScriptedTransport { _ in answer }
        let first = try await scene.run(doubtful).record()
        #expect(first.state == .inDoubt)
        #expect(doubtful.calls == ["POST id.plain.test/token"])
        let clear = ScriptedTransport([.token("access-2", refresh: "refresh-2"), .profile])
        scene.clock.advance(hours: 0.1)
        let report = try await scene.run(clear)
        #expect(try report.entry().plan?.actions.first == .refresh(.inDoubt))
        #expect(clear.requests.first?.field("refresh_token") == "refresh-token-1")
        #expect(try report.record().state == .connected)
    }

    @Test("an unclear refresh after a 401 is not made again in the same run")
    func inDoubtAfterRefusal() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let transport = ScriptedTransport([.json("{}", status: 401), .lost(.sent)])
        #expect(try await scene.run(transport).record().state == .inDoubt)
        #expect(transport.tokenCalls == 1)
    }

    @Test("a token that was just renewed and is refused is not renewed again")
    func refusedAfterRenewal() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport { request in
            request.method == "POST"
                ? .token("access-2", refresh: "refresh-2") : .json("{}", status: 401)
        }
        let record = try await scene.run(transport).record()
        #expect(transport.tokenCalls == 1)
        #expect(record.state == .degraded)
        #expect(record.evidenceAt == nil)
    }

    @Test("what never rotates is not in doubt")
    func neverRotates() async throws {
        var scene = try Scene([
            "plain": Sample.plain.replacing("rotates: sometimes", with: "rotates: never")
        ])
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport([.lost(.sent)])
        let record = try await scene.run(transport).record()
        #expect(record.state == .degraded)
        #expect(record.reason == .unreachable)
    }

    @Test("a refresh that never left the house leaves nothing in doubt")
    func neverLeft() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let record = try await scene.run(ScriptedTransport([.lost(.connecting)])).record()
        #expect(record.state == .degraded)
        #expect(record.reason == .unreachable)
    }

    @Test("Instagram's token renews itself, by its own call")
    func instagram() async throws {
        var scene = Scene(pipelines: [try ProjectPipeline.load("instagram")])
        scene.environment = ProjectPipeline.environment
        try await scene.enroll(
            "alice",
            Connection(
                provider: "instagram",
                grant: Sample.grant(
                    access: "long-1",
                    refresh: nil,
                    issuedDaysAgo: 55,
                    accessEnds: 5 * Sample.day
                )
            )
        )
        let transport = ScriptedTransport([
            .json(#"{"access_token":"long-2","token_type":"bearer","expires_in":5184000}"#),
            .json(#"{"data":[{"user_id":"17841400000000000001","username":"alice_music"}]}"#),
            .json(#"{"data":[{"biography":"songs"}]}"#),
        ])
        let record = try await scene.run(transport).record()
        #expect(
            transport.requests.first?.url
                == "https://graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token&access_token=long-1"
        )
        #expect(record.expiresAt == Sample.now.addingTimeInterval(5_184_000))
        #expect(record.profile["username"] == "alice_music")
        #expect(
            try await scene.stored("alice", "instagram").grant?.accessToken == Secret("long-2")
        )
    }
}
