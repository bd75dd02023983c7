import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

@Suite("Months of runs in bad weather")
struct SimulatedRunsTests {
    /// What may happen to one call: most often nothing.
    private enum Weather: CaseIterable {
        case fair, unreachable, busy, limited, firewall, lostAnswer, lateAnswer

        func answer(_ request: HTTPRequest, _ provider: StrictProvider) -> ScriptedTransport.Answer
        {
            switch self {
            case .fair: return provider.answer(request)
            case .unreachable: return .lost(.connecting)
            case .busy: return .refusal("temporarily_unavailable", status: 503)
            case .limited: return .json("{}", status: 429, headers: [("Retry-After", "900")])
            case .firewall: return .page(status: 403)
            case .lostAnswer:
                _ = provider.answer(request)
                return .lost(.sent)
            case .lateAnswer:
                _ = provider.answer(request)
                return .page(status: 504)
            }
        }
    }

    /// Runs at odd hours, a third of whose calls go wrong and some of whose saves do.
    private func storm(
        _ scene: inout Scene,
        _ provider: StrictProvider,
        seed: UInt64,
        runs: Int
    ) async throws {
        let generator = Mutex(SeededGenerator(seed))
        let transport = ScriptedTransport { request in
            let weather = generator.withLock { generator in
                Int.random(in: 0..<3, using: &generator) == 0
                    ? Weather.allCases.randomElement(using: &generator) : nil
            }
            return (weather ?? .fair).answer(request, provider)
        }
        for _ in 0..<runs {
            let isDiskFull = generator.withLock { Int.random(in: 0..<12, using: &$0) == 0 }
            scene.disk.refuse { isDiskFull && $0.hasSuffix("alice.gpg") }
            let record = try await scene.run(transport).record()
            if record.state == .needsReconnect {
                #expect(provider.isDead, "seed \(seed): condemned alive")
            }
            if provider.refreshToken != nil {
                #expect(try await scene.stored().grant?.refreshToken != nil)
            }
            scene.clock.advance(
                hours: generator.withLock { Double.random(in: 0.1..<9, using: &$0) }
            )
        }
    }

    /// What the first clear days find.
    private func settle(
        _ scene: inout Scene,
        _ provider: StrictProvider
    ) async throws -> ConnectionState {
        scene.disk.refuse(nil)
        let transport = ScriptedTransport { provider.answer($0) }
        var state = ConnectionState.pending
        for _ in 0..<3 {
            scene.clock.advance(hours: 7)
            state = try await scene.run(transport, everything: true).record().state
        }
        return state
    }

    // Lessons 6, 20, 23 and 24 together: whatever the weather, the verdict is the provider's.
    @Test("a grant is condemned when it is dead at the provider, and then only")
    func rotating() async throws {
        var outcomes: Set<ConnectionState> = []
        for seed in UInt64(1)...24 {
            var scene = try Scene()
            try await scene.enroll("alice", Scene.due())
            let provider = StrictProvider(refreshToken: "refresh-token-1")
            try await storm(&scene, provider, seed: seed, runs: 12)
            let state = try await settle(&scene, provider)
            #expect(state == (provider.isDead ? .needsReconnect : .connected), "seed \(seed)")
            outcomes.insert(state)
        }
        #expect(outcomes == [.connected, .needsReconnect])
    }

    @Test("where nothing is ever spent, no weather ends anything", arguments: 1...8)
    func lasting(seed: UInt64) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let provider = StrictProvider(refreshToken: "refresh-token-1", rotates: false)
        try await storm(&scene, provider, seed: seed, runs: 40)
        #expect(try await settle(&scene, provider) == .connected)
        #expect(!provider.isDead)
    }
}
