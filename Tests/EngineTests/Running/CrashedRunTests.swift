import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

/// Counts what a process does to the world, and lets it do no more after so much of it.
private final class Fuse: Sendable {
    private let left: Mutex<Int>

    init(_ effects: Int) {
        left = Mutex(effects)
    }

    var isBlown: Bool { left.withLock { $0 < 0 } }

    /// Whether one more effect takes place.
    func spend() -> Bool {
        left.withLock { left in
            left -= 1
            return left >= 0
        }
    }
}

@Suite("A crash at any instant loses nothing that could be kept")
struct CrashedRunTests {
    /// Runs until the fuse blows: from then on no byte is written and no call leaves or returns.
    private func crash(_ scene: inout Scene, _ provider: StrictProvider, after effects: Int)
        async throws -> Bool
    {
        let fuse = Fuse(effects)
        scene.disk.refuse { _ in !fuse.spend() }
        let transport = ScriptedTransport { request in
            // One effect for the provider's deed, and one for its answer's way back.
            guard fuse.spend() else { return .lost(.connecting) }
            let answer = provider.answer(request)
            return fuse.spend() ? answer : .lost(.sent)
        }
        let memory = scene.memory
        _ = try await scene.run(transport)
        // What a dead process knew, the next one does not.
        scene.memory = memory
        scene.disk.refuse(nil)
        return fuse.isBlown
    }

    /// The following runs, hours apart, on a machine where all is well.
    private func recover(_ scene: inout Scene, _ provider: StrictProvider) async throws
        -> ConnectionRecord
    {
        let transport = ScriptedTransport { provider.answer($0) }
        let held = try await scene.stored().grant?.refreshToken?.reveal()
        let first = try await scene.run(transport)
        if let held, held != provider.refreshToken, provider.isDead {
            // What was spent in vain was known to be in doubt before it was tried again.
            #expect(try first.entry().plan?.actions.first == .refresh(.inDoubt))
        }
        var record = try first.record()
        for _ in 0..<2 {
            scene.clock.advance(hours: 7)
            record = try await scene.run(transport, everything: true).record()
        }
        return record
    }

    private func check(_ record: ConnectionRecord, _ scene: Scene, _ provider: StrictProvider)
        async throws
    {
        let held = try await scene.stored().grant?.refreshToken?.reveal()
        switch record.state {
        case .connected:
            #expect(!provider.isDead)
            #expect(held == provider.refreshToken)
        case .needsReconnect:
            // Never where what the vault holds would still work.
            #expect(held == nil || provider.isDead)
        default:
            Issue.record("after recovery the connection is \(record.state.rawValue)")
        }
        #expect(provider.exchanges <= 1)
    }

    @Test("while a code is exchanged")
    func exchange() async throws {
        var outcomes: Set<ConnectionState> = []
        for effects in 0..<100 {
            var scene = try Scene()
            try await scene.enroll(
                "alice",
                Connection(provider: "plain", pendingCode: Scene.code())
            )
            let provider = StrictProvider(refreshToken: nil)
            let hasCrashed = try await crash(&scene, provider, after: effects)
            let record = try await recover(&scene, provider)
            try await check(record, scene, provider)
            outcomes.insert(record.state)
            guard hasCrashed else { break }
            #expect(effects < 99, "the run never came to its end")
        }
        #expect(outcomes == [.connected, .needsReconnect])
    }

    @Test("while a token that rotates is renewed")
    func refresh() async throws {
        var outcomes: Set<ConnectionState> = []
        for effects in 0..<100 {
            var scene = try Scene()
            try await scene.enroll("alice", Scene.due())
            let provider = StrictProvider(refreshToken: "refresh-token-1")
            let hasCrashed = try await crash(&scene, provider, after: effects)
            let record = try await recover(&scene, provider)
            try await check(record, scene, provider)
            outcomes.insert(record.state)
            guard hasCrashed else { break }
            #expect(effects < 99, "the run never came to its end")
        }
        // Between the provider's deed and the saving there is nothing to keep: the answer is gone.
        #expect(outcomes == [.connected, .needsReconnect])
    }
}
