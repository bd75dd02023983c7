import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

@Suite("What is about to be spent is written down first")
struct IntentRunTests {
    private static let path = "c/.intents"

    /// A run that dies while its refresh is on its way, and leaves its intent.
    private func die(_ scene: inout Scene, only: [String] = []) async throws {
        let memory = scene.memory
        let disk = scene.disk
        let transport = ScriptedTransport { _ in
            disk.refuse { _ in true }
            return .lost(.sent)
        }
        _ = try await scene.run(transport, only: only)
        scene.disk.refuse(nil)
        scene.memory = memory
    }

    @Test("the intent is on disk when the token goes out, without the token, and gone at the end")
    func written() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let seen = Mutex<[String]>([])
        let transport = ScriptedTransport { request in
            guard request.method == "POST" else { return .profile }
            let bytes = scene.disk.files.files[Self.path] ?? []
            seen.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            return .token("access-2", refresh: "refresh-2")
        }
        var running = scene
        _ = try await running.run(transport)
        let text = try #require(seen.withLock { $0.first })
        #expect(text.contains("alice"))
        #expect(!text.contains("refresh-token-1"))
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    @Test("a refresh after a 401 is written down too")
    func unplanned() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let isWritten = Mutex(false)
        let transport = ScriptedTransport { request in
            guard request.method == "POST" else { return .json("{}", status: 401) }
            isWritten.withLock { $0 = scene.disk.files.files[Self.path] != nil }
            return .token("access-2", refresh: "refresh-2")
        }
        var running = scene
        _ = try await running.run(transport)
        #expect(isWritten.withLock { $0 })
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    @Test("an intent that can't be written withholds the spending")
    func notWritten() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        scene.disk.refuse { $0 == Self.path }
        let transport = ScriptedTransport([])
        let report = try await scene.run(transport)
        #expect(transport.requests.isEmpty)
        #expect(try report.entry().failure?.reason == .notSaved)
    }

    // Lesson 6: promptly, before the grace of the old token is over.
    @Test("the run after a crash is in doubt, and tries at once")
    func leftOver() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await die(&scene)
        #expect(scene.disk.files.files[Self.path] != nil)
        let transport = ScriptedTransport([.token("access-2", refresh: "refresh-2"), .profile])
        let report = try await scene.run(transport)
        #expect(try report.entry().plan?.actions.first == .refresh(.inDoubt))
        #expect(try report.record().state == .connected)
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    @Test("an intent whose result was saved is no doubt")
    func resultSaved() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let transport = ScriptedTransport { [disk = scene.disk] request in
            // The process dies once the token is saved: it can't remove the intent any more.
            if request.method == "GET" { disk.refuse { _ in true } }
            return request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        var running = scene
        _ = try await running.run(transport)
        running.memory = RunMemory()
        scene.disk.refuse(nil)
        let next = ScriptedTransport([.profile])
        let report = try await running.run(next)
        #expect(next.calls == ["GET api.plain.test/me"])
        #expect(try report.record().state == .connected)
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    @Test("a run over a part keeps the doubt about the rest, even if it dies itself")
    func partial() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Scene.due(refresh: "refresh-of-bob"))
        try await die(&scene, only: ["bob"])
        try await die(&scene, only: ["alice"])
        let good = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        _ = try await scene.run(good, only: ["alice"])
        #expect(scene.disk.files.files[Self.path] != nil)
        let report = try await scene.run(good)
        #expect(try report.entry("bob").plan?.actions.first == .refresh(.inDoubt))
        #expect(try report.record("bob").state == .connected)
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    @Test("a doubt goes with the user it is about, and stays while the file is locked")
    func gone() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        try await scene.enroll("bob", Scene.due(refresh: "refresh-of-bob"))
        try await die(&scene, only: ["bob"])
        try scene.disk.files.replace("c/bob.gpg", with: Array("garbage".utf8), mode: 0o600)
        let good = ScriptedTransport { _ in .profile }
        _ = try await scene.run(good)
        #expect(scene.disk.files.files[Self.path] != nil)
        try scene.disk.files.remove("c/bob.gpg")
        _ = try await scene.run(good)
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    @Test(
        "a damaged journal stops nobody, is kept, and is told about",
        arguments: ["", "{", #"{"intents":[{"user":"../x"}]}"#, #"{"intents":7}"#]
    )
    func damaged(text: String) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try scene.disk.files.replace(Self.path, with: Array(text.utf8), mode: 0o600)
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(try report.record().state == .connected)
        let kept = "\(Self.path).broken-20261124T120000Z"
        #expect(scene.disk.files.files[kept] == Array(text.utf8))
        #expect(report.warnings.contains { $0.contains(kept) })
        #expect(scene.disk.files.files[Self.path] == nil)
        #expect(try await scene.run(transport).warnings.isEmpty)
    }

    @Test("what can be read of a damaged journal counts")
    func partlyDamaged() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await die(&scene)
        let bytes = try #require(scene.disk.files.files[Self.path])
        let text = String(decoding: bytes, as: UTF8.self)
            .replacing("\"intents\": [", with: "\"intents\": [7,")
            .replacing("\"intents\":[", with: "\"intents\":[7,")
        try scene.disk.files.replace(Self.path, with: Array(text.utf8), mode: 0o600)
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(report.warnings.contains { $0.contains("1 of its entries") })
        #expect(try report.entry().plan?.actions.first == .refresh(.inDoubt))
    }

    @Test("a damaged journal that can't be kept withholds the spending, and stays")
    func damageNotKept() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try scene.disk.files.replace(Self.path, with: Array("{".utf8), mode: 0o600)
        scene.disk.refuse { $0.hasPrefix("\(Self.path).broken") }
        let transport = ScriptedTransport([])
        let report = try await scene.run(transport)
        #expect(transport.requests.isEmpty)
        #expect(try report.entry().failure?.reason == .notSaved)
        #expect(scene.disk.files.files[Self.path] == Array("{".utf8))
    }

    @Test("until the status files tell, the intents stay, and a saved result is no doubt")
    func untold() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let good = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        _ = try await scene.run(good, isSettled: false)
        #expect(scene.disk.files.files[Self.path] != nil)
        scene.memory = RunMemory()
        let report = try await scene.run(good)
        #expect(try report.entry().plan?.actions == [.readProfile])
        #expect(try report.record().state == .connected)
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    @Test("an intent of the first format, from another machine, is a doubt as well")
    func firstFormat() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let text = """
            {"schema":"latchkey/intents/1","intents":[{"user":"alice","provider":"plain",
            "label":"default","generation":1,"at":"2026-11-24T11:00:00Z","credentialHash":"00"}]}
            """
        try scene.disk.files.replace(Self.path, with: Array(text.utf8), mode: 0o600)
        let transport = ScriptedTransport([.token("access-2", refresh: "refresh-2"), .profile])
        let report = try await scene.run(transport)
        #expect(try report.entry().plan?.actions.first == .refresh(.inDoubt))
        #expect(report.warnings.isEmpty)
        #expect(scene.disk.files.files[Self.path] == nil)
    }
}
