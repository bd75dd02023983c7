import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Transport
import Vault

@testable import Engine

@Suite("Intents stay for those of whom nothing could be told, and only for them")
struct SettlingRunTests {
    private func users(_ scene: Scene) -> [String] {
        scene.vault.intentJournal().leftOver().intents.map(\.user.text).sorted()
    }

    @Test("one user's page that can't be written keeps one user's intents")
    func untold() async throws {
        var scene = try Scene()
        for user in ["alice", "bob", "cleo"] { try await scene.enroll(user, Scene.due()) }
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        let report = try await scene.run(transport, isSettled: false)
        #expect(users(scene) == ["alice", "bob", "cleo"])
        let open = try #require(report.openIntents)
        let bob = try Sample.user("bob")
        scene.vault.intentJournal().settle(leaving: open, keeping: [bob])
        #expect(users(scene) == ["bob"])
        // The next run sees that its result is saved, and that is the end of it.
        let next = try await scene.run(transport)
        #expect(next.entries.allSatisfy { $0.record.state == .connected })
        #expect(users(scene) == [])
    }

    @Test("a code that went out is still known as sent")
    func code() async throws {
        var scene = try Scene()
        for user in ["alice", "bob"] {
            var code = Scene.code()
            code.code = Secret("code-of-\(user)")
            try await scene.enroll(user, Connection(provider: "plain", pendingCode: code))
        }
        let report = try await scene.run(
            ScriptedTransport { _ in .lost(.sent) },
            isSettled: false
        )
        let open = try #require(report.openIntents)
        scene.vault.intentJournal().settle(leaving: open, keeping: [try Sample.user()])
        let left = scene.vault.intentJournal().leftOver()
        #expect(left.intents.map(\.user.text) == ["alice"])
        #expect(left.intents.allSatisfy { left.mayHaveSpent($0) })
    }
}
