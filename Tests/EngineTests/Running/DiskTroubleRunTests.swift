import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

/// Lessons 4 and 45: whichever call of the disk fails, what is lost is told, and no more is lost
/// than the disk makes impossible to keep.
@Suite("Every call of the disk goes wrong once, or from then on")
struct DiskTroubleRunTests {
    private enum Start: CaseIterable {
        case code, refresh

        var connection: Connection {
            switch self {
            case .code: Connection(provider: "plain", pendingCode: Scene.code())
            case .refresh: Scene.due()
            }
        }
    }

    /// One run in trouble; `nil` where it made fewer such calls.
    private func run(_ start: Start, _ trouble: DiskTrouble) async throws
        -> (scene: Scene, provider: StrictProvider)?
    {
        var scene = try Scene()
        try await scene.enroll("alice", start.connection)
        let provider = StrictProvider(refreshToken: start == .refresh ? "refresh-token-1" : nil)
        let transport = ScriptedTransport { provider.answer($0) }
        scene.disk.befall(trouble)
        // A vault that can't be listed ends the run with an error, and that is telling enough.
        _ = try? await scene.run(transport)
        guard scene.disk.hasStruck else { return nil }
        scene.disk.befall(nil)
        return (scene, provider)
    }

    /// What the later runs make of it, on a disk that is well again.
    private func recover(_ scene: inout Scene, _ provider: StrictProvider) async throws
        -> ConnectionRecord
    {
        let transport = ScriptedTransport { provider.answer($0) }
        var record = try await scene.run(transport).record()
        for _ in 0..<2 {
            scene.clock.advance(hours: 7)
            record = try await scene.run(transport, everything: true).record()
        }
        return record
    }

    @Test("and nothing is lost in silence", arguments: DiskTrouble.Call.allCases, [true, false])
    func exhaustively(call: DiskTrouble.Call, isForGood: Bool) async throws {
        for start in Start.allCases {
            for number in 1..<100 {
                let trouble = DiskTrouble(call, at: number, isForGood: isForGood)
                guard let end = try await run(start, trouble) else { break }
                var scene = end.scene
                let provider = end.provider
                #expect(number < 99, "the run never came to its end")
                let record = try await recover(&scene, provider)
                let held = try await scene.stored().grant?.refreshToken?.reveal()
                #expect(provider.exchanges <= 1)
                switch record.state {
                case .connected:
                    #expect(!provider.isDead)
                    #expect(held == provider.refreshToken)
                case .needsReconnect:
                    // Only a disk that takes nothing any more, between an answer and its saving.
                    #expect(isForGood, "\(call) \(number) of \(start)")
                    #expect(held == nil || provider.isDead)
                default:
                    Issue.record("\(call) \(number) of \(start): \(record.state.rawValue)")
                }
            }
        }
    }
}
