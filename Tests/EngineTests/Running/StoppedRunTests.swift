import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A run that is stopped keeps what it won")
struct StoppedRunTests {
    @Test("a signal lets the call in flight finish, saves its token, and starts nothing more")
    func signal() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Scene.due())
        let control = scene.control()
        let transport = ScriptedTransport { _ in
            control.stop(.signal(15))
            return .token("access-2", refresh: "refresh-2")
        }
        var running = scene
        let report = try await running.run(transport, control: control)
        #expect(transport.calls == ["POST id.plain.test/token"])
        #expect(try await scene.stored().grant?.refreshToken == Secret("refresh-2"))
        #expect(report.stopped == .signal(15))
        #expect(try report.entry("bob").failure?.reason == .notReached)
        #expect(try await scene.stored("bob").grant?.refreshToken == Secret("refresh-token-1"))
    }

    @Test("a refused token is not renewed once the run is stopped")
    func noRefreshAfterStop() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let control = scene.control()
        let transport = ScriptedTransport { _ in
            control.stop(.signal(2))
            return .json("{}", status: 401)
        }
        var running = scene
        let report = try await running.run(transport, control: control)
        #expect(transport.calls == ["GET api.plain.test/me"])
        // A token that could be renewed is no dead grant because there was no time to do it.
        #expect(try report.record().state == .degraded)
        #expect(try report.record().evidenceAt == nil)
    }

    @Test("a deadline that comes while data is read leaves the rest as it was")
    func deadline() async throws {
        let scene = try Scene()
        for user in ["alice", "bob"] {
            try await scene.enroll(user, Connection(provider: "plain", grant: Sample.grant()))
        }
        var running = scene
        _ = try await running.run(ScriptedTransport { _ in .profile })
        scene.clock.advance(hours: 0.5)
        let before = running.memory.records
        let control = scene.control(deadline: scene.clock.now.addingTimeInterval(60))
        let transport = ScriptedTransport { _ in
            scene.clock.advance(hours: 0.1)
            return .json(#"{"id":"7","name":"renamed"}"#)
        }
        let report = try await running.run(transport, everything: true, control: control)
        #expect(report.stopped == .deadline)
        #expect(transport.calls.count == 1)
        #expect(try report.record("alice").profile["username"] == "renamed")
        let bob = try report.record("bob")
        #expect(bob.state == .connected)
        #expect(bob.profile == before[bob.key]?.profile)
    }

    @Test("a deadline that is past opens no file and forgets nobody")
    func pastDeadline() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let before = scene.cipher.openCount
        let report = try await scene.run(
            ScriptedTransport([]),
            control: scene.control(deadline: Sample.now)
        )
        #expect(report.entries.isEmpty)
        #expect(report.users == ["alice"])
        #expect(report.stopped == .deadline)
        #expect(scene.cipher.openCount == before)
    }

    // Invariant 7: nothing that only looks may spend.
    @Test("a plan calls nobody, and says what a run would do")
    func plan() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport([])
        let files = scene.disk.files.files
        let run = PipelineRun(
            Surroundings(
                now: { Sample.now },
                transport: transport,
                vault: scene.vault,
                ledger: SecretLedger(),
                environment: Sample.environment,
                overrides: ServerOverrides()
            ),
            pipelines: scene.pipelines,
            brokenProviders: [],
            control: scene.control(),
            width: 2
        ) { _, _, _ in }
        let (plans, closed) = try await run.plan(
            Selection(),
            memory: RunMemory(),
            everything: false
        )
        #expect(
            plans.map(\.actions) == [
                [.refresh(.accessNeeded), .readProfile], [.exchangeCode, .readProfile],
            ]
        )
        #expect(plans.map(\.calls) == [2, 2])
        #expect(closed.isEmpty)
        #expect(transport.requests.isEmpty)
        #expect(scene.disk.files.files == files)
    }
}
