import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

@Suite("Generations only grow")
struct GenerationRunTests {
    /// The highest generation ever seen on disk, and complaints about what fell behind it.
    private final class Watch: Sendable {
        private let state = Mutex<(highest: [String: Int], bytes: [String: Connection])>(([:], [:]))

        /// Looks at the file as it is: no connection may be behind, and a changed token or code
        /// must have another generation than before.
        func look(_ scene: Scene) async throws {
            let user = try Sample.user()
            let file = try #require(try await scene.vault.load(user)?.file)
            for connection in file.connections {
                state.withLock { state in
                    let highest = state.highest[connection.label] ?? 0
                    #expect(connection.generation >= highest)
                    state.highest[connection.label] = max(highest, connection.generation)
                    if let before = state.bytes[connection.label],
                        before.generation == connection.generation
                    {
                        #expect(before.grant?.refreshToken == connection.grant?.refreshToken)
                        #expect(before.pendingCode == connection.pendingCode)
                    }
                    state.bytes[connection.label] = connection
                }
            }
        }
    }

    private func answer(_ number: Int, _ choice: Int) -> ScriptedTransport.Answer {
        switch choice {
        case 0: .lost(.sent)
        case 1: .lost(.connecting)
        case 2: .refusal("invalid_grant")
        case 3: .json("{}", status: 429)
        case 4: .page(status: 502)
        case 5: .refusal("invalid_client", status: 401)
        case 6: .token("access-\(number)")
        default: .token("access-\(number)", refresh: "refresh-\(number)")
        }
    }

    @Test("whatever the provider and the disk do", arguments: UInt64(1)...16)
    func random(seed: UInt64) async throws {
        var scene = try Scene()
        try await scene.enroll(
            "alice",
            Scene.due(label: "a", refresh: "refresh-a"),
            Connection(provider: "plain", label: "b", pendingCode: Scene.code()),
            Connection(provider: "plain", label: "c", grant: Sample.grant(refresh: "refresh-c"))
        )
        let watch = Watch()
        let generator = Mutex(SeededGenerator(seed))
        let draw = { (limit: Int) in
            generator.withLock { Int.random(in: 0..<limit, using: &$0) }
        }
        for round in 0..<10 {
            let frozen = scene
            let transport = ScriptedTransport { request in
                do { try await watch.look(frozen) } catch { Issue.record(error) }
                let number = generator.withLock { Int.random(in: 0..<1_000_000, using: &$0) }
                guard request.method == "GET" else { return answer(number, number % 12) }
                return number % 3 == 0 ? .json("{}", status: 401) : .profile
            }
            let isDiskFull = draw(6) == 0
            scene.disk.refuse { isDiskFull && $0.hasSuffix("alice.gpg") }
            let memory = scene.memory
            _ = try await scene.run(transport, everything: true, isSettled: draw(4) > 0)
            // Some processes die before they tell what they did.
            if draw(4) == 0 { scene.memory = memory }
            scene.disk.refuse(nil)
            try await watch.look(scene)
            if draw(3) == 0 { try await enroll(&scene, code: "code-\(seed)-\(round)") }
            try await watch.look(scene)
            scene.clock.advance(hours: Double(draw(9)) + 0.5)
        }
    }

    private func enroll(_ scene: inout Scene, code: String) async throws {
        let user = try Sample.user()
        let stored = try #require(try await scene.vault.load(user))
        let file = try Enrollment.accept(
            code,
            try Sample.key(label: "b"),
            try #require(scene.pipelines["plain"]),
            in: stored.file,
            redirectURI: "http://127.0.0.1:8765/callback",
            parameters: [:],
            now: scene.clock.now
        )
        _ = try await scene.vault.save(file, replacing: stored.digest)
    }
}
