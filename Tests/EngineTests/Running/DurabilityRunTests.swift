import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("Nothing is spent that could not be kept")
struct DurabilityRunTests {
    // Lesson 4: failing to keep a rotated token is fatal to the spending, and loud.
    @Test("after a token that could not be saved, the run spends nothing more")
    func notSaved() async throws {
        var scene = try Scene()
        // Issued in the future by a clock that was wrong: renewed before all else.
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: Sample.grant(issuedDaysAgo: -1), generation: 1)
        )
        try await scene.enroll("bob", Scene.due())
        try await scene.enroll(
            "carol",
            Connection(provider: "plain", pendingCode: Scene.code())
        )
        try await scene.enroll("dave", Connection(provider: "plain", grant: Sample.grant()))
        scene.disk.refuse { $0.hasSuffix(".gpg") }
        let transport = ScriptedTransport { request in
            request.method == "POST"
                ? .token("access-2", refresh: "refresh-2") : .json("{}", status: 401)
        }
        let report = try await scene.run(transport)
        #expect(transport.tokenCalls == 1)
        for user in ["alice", "bob", "carol", "dave"] {
            #expect(try report.entry(user).failure?.reason == .notSaved)
        }
        #expect(
            try report.entry("alice").failure?.detail.contains("no space left on device") == true
        )
        #expect(try report.record("carol").state == .pending)
        #expect(try await scene.stored("bob").grant?.refreshToken == Secret("refresh-token-1"))
        // With room on the disk again, all is tried again, and the code is still unsent.
        scene.disk.refuse(nil)
        let next = ScriptedTransport { request in
            request.method == "POST" ? .token("access-3", refresh: "refresh-3") : .profile
        }
        let healed = try await scene.run(next)
        #expect(healed.entries.allSatisfy { $0.record.state == .connected })
    }

    @Test("a code whose token could not be saved is in doubt, and not sent again")
    func codeNotSaved() async throws {
        let scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: Scene.code()))
        let transport = ScriptedTransport { [disk = scene.disk] _ in
            disk.refuse { $0.hasSuffix("alice.gpg") }
            return .token("access-1", refresh: "refresh-1")
        }
        var running = scene
        let report = try await running.run(transport)
        #expect(try report.entry().failure?.reason == .notSaved)
        #expect(try report.record().state == .inDoubt)
        scene.disk.refuse(nil)
        #expect(try await running.run(transport).record().state == .needsReconnect)
        #expect(transport.tokenCalls == 1)
    }

    // Lessons 15 and 18: somebody else wrote a newer file; what was won goes into it, and what
    // they changed is a stale copy here, which spends nothing.
    @Test("a file that changed meanwhile takes the token that was won, and no other is spent")
    func changed() async throws {
        let scene = try Scene()
        try await scene.enroll(
            "alice",
            Scene.due(label: "a", refresh: "refresh-a"),
            Scene.due(label: "b", refresh: "refresh-b")
        )
        try await scene.enroll("bob", Scene.due(refresh: "refresh-bob"))
        let transport = ScriptedTransport { request in
            guard request.method == "POST" else { return .profile }
            if request.field("refresh_token") == "refresh-a" {
                // Another process saves its own change while the call is on its way.
                if let user = try? Sample.user(), let stored = try? await scene.vault.load(user) {
                    var file = stored.file
                    file.connections[1].generation += 1
                    _ = try? await scene.vault.save(file, replacing: stored.digest)
                }
            }
            return .token("access-2", refresh: "refresh-2")
        }
        var running = scene
        let report = try await running.run(transport)
        #expect(
            transport.requests.compactMap { $0.field("refresh_token") }
                == ["refresh-a", "refresh-bob"]
        )
        #expect(try report.entry("alice", label: "a").failure == nil)
        #expect(
            try await scene.stored("alice", label: "a").grant?.refreshToken == Secret("refresh-2")
        )
        #expect(try report.entry("alice", label: "b").failure?.reason == .notSaved)
        #expect(try report.record("bob").state == .connected)
        #expect(try await scene.stored("bob").grant?.refreshToken == Secret("refresh-2"))
    }

    // Lessons 14 and 20: a `git pull` in mid-run makes what the run holds a stale copy.
    @Test("a file that was replaced since the run read it spends nothing, and its new token stays")
    func replaced() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due(label: "a", refresh: "refresh-a"))
        try await scene.enroll("bob", Scene.due(refresh: "refresh-bob-1"))
        let provider = StrictProvider(refreshToken: "refresh-bob-2")
        let pulled = scene
        let transport = ScriptedTransport { request in
            guard request.field("refresh_token") == "refresh-a" else {
                return provider.answer(request)
            }
            if let user = try? Sample.user("bob"),
                let stored = try? await pulled.vault.load(user)
            {
                var file = stored.file
                file.connections[0].generation += 1
                file.connections[0].grant?.refreshToken = Secret("refresh-bob-2")
                _ = try? await pulled.vault.save(file, replacing: stored.digest)
            }
            return .token("access-2", refresh: "refresh-2")
        }
        let report = try await scene.run(transport)
        #expect(transport.requests.compactMap { $0.field("refresh_token") } == ["refresh-a"])
        #expect(try report.entry("bob").failure?.reason == .notReached)
        #expect(!provider.isDead)
        #expect(try await scene.run(transport, everything: true).record("bob").state == .connected)
        #expect(!provider.isDead)
    }

    @Test("a neighbour's change to the file keeps nobody from a renewal")
    func neighbour() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due(label: "a", refresh: "refresh-a"))
        try await scene.enroll(
            "bob",
            Scene.due(label: "b", refresh: "refresh-b"),
            Connection(provider: "plain", label: "c", grant: Sample.grant(refresh: "refresh-c"))
        )
        let pulled = scene
        let transport = ScriptedTransport { request in
            guard request.method == "POST" else { return .profile }
            if request.field("refresh_token") == "refresh-a", let user = try? Sample.user("bob"),
                let stored = try? await pulled.vault.load(user)
            {
                var file = stored.file
                file.connections[1].generation += 1
                _ = try? await pulled.vault.save(file, replacing: stored.digest)
            }
            return .token("access-2", refresh: "refresh-2")
        }
        let report = try await scene.run(transport)
        #expect(try report.entry("bob", label: "b").didRefresh)
        #expect(
            try await scene.stored("bob", label: "b").grant?.refreshToken == Secret("refresh-2")
        )
        #expect(try await scene.stored("bob", label: "c").generation == 1)
    }

    // Lesson 44: a recipient's key that can't be used is refused before anything is spent.
    @Test("with a recipient refused nothing is spent, and what needs no spending goes on")
    func recipients() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Connection(provider: "plain", pendingCode: Scene.code()))
        try await scene.enroll("carol", Connection(provider: "plain", grant: Sample.grant()))
        try scene.disk.files.replace(
            "c/.gpg-id",
            with: Array("test@example.org\ngone@example.org\n".utf8),
            mode: 0o644
        )
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(transport.calls == ["GET api.plain.test/me"])
        #expect(try report.entry("alice").failure?.reason == .notSaved)
        #expect(
            try report.entry("alice").failure?.detail.contains("gone@example.org") == true
        )
        #expect(try report.record("bob").state == .pending)
        #expect(try report.record("carol").state == .connected)
    }

    @Test("a refresh that nobody planned proves first that it can be kept")
    func unplanned() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        try scene.disk.files.replace(
            "c/.gpg-id",
            with: Array("gone@example.org\n".utf8),
            mode: 0o644
        )
        let transport = ScriptedTransport { request in
            request.method == "POST"
                ? .token("access-2", refresh: "refresh-2") : .json("{}", status: 401)
        }
        let report = try await scene.run(transport)
        #expect(transport.calls == ["GET api.plain.test/me"])
        #expect(try report.entry().failure?.reason == .notSaved)
        #expect(try report.record().state == .degraded)
        #expect(try report.record().evidenceAt == nil)
    }

    @Test("a full disk is found out before anything is spent")
    func fullDisk() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        scene.disk.refuse { _ in true }
        let transport = ScriptedTransport([])
        let report = try await scene.run(transport)
        #expect(transport.requests.isEmpty)
        #expect(try report.entry().failure?.reason == .notSaved)
    }

    @Test("where nothing is to be spent, nobody's keys are asked for proof")
    func nothingToProve() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let before = scene.cipher.openCount
        _ = try await scene.run(ScriptedTransport([.profile]))
        #expect(scene.cipher.openCount == before + 1)
    }
}
