import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

/// A durability that secures nothing, on a disk that others go on from by copies.
private struct CopiedDisk: Durability {
    func secureIntents() async throws(DurabilityFailure) {}

    func secureTokens() async throws(DurabilityFailure) {}
}

@Suite("A code is written down before it goes out, and never goes out twice")
struct CodeIntentRunTests {
    private static let path = "c/.intents"
    private static let waiting = Connection(provider: "plain", pendingCode: Scene.code())

    private static let good = ScriptedTransport { request in
        request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
    }

    @Test("the intent is on disk when the code goes out, without the code, and gone at the end")
    func written() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Self.waiting)
        let seen = Mutex<[String]>([])
        let disk = scene.disk
        let transport = ScriptedTransport { request in
            guard request.method == "POST" else { return .profile }
            let bytes = disk.files.files[Self.path] ?? []
            seen.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            return .token("access-2", refresh: "refresh-2")
        }
        _ = try await scene.run(transport)
        let text = try #require(seen.withLock { $0.first })
        let intent = try #require(JSONValue(parsing: Array(text.utf8))["intents"]?.array?.first)
        #expect(intent["kind"]?.string == "code")
        #expect(intent["generation"]?.integer == 0)
        #expect(intent["nextGeneration"]?.integer == 1)
        #expect(intent["salt"]?.string?.utf8.count == 32)
        #expect(!text.contains("code-of-alice"))
        #expect(!scene.disk.files.files.keys.contains { $0.hasPrefix(Self.path) })
    }

    @Test("codes and refresh tokens of a run are one record, each hashed with the run's salt")
    func together() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Self.waiting)
        try await scene.enroll("bob", Scene.due())
        var salts: Set<String> = []
        for _ in 0..<2 {
            let disk = scene.disk
            let seen = Mutex<JSONValue?>(nil)
            _ = try await scene.run(
                ScriptedTransport { _ in
                    let bytes = disk.files.files[Self.path] ?? []
                    seen.withLock { $0 = $0 ?? (try? JSONValue(parsing: bytes)) }
                    return .lost(.connecting)
                }
            )
            let record = try #require(seen.withLock { $0 }?["intents"]?.array)
            #expect(Set(record.map { $0["kind"]?.string }) == ["code", "refresh"])
            let used = Set(record.compactMap { $0["salt"]?.string })
            #expect(used.count == 1)
            salts.formUnion(used)
        }
        #expect(salts.count == 2)
    }

    @Test("an intent that can't be written withholds the code")
    func notWritten() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Self.waiting)
        scene.disk.refuse { $0.hasPrefix(Self.path) }
        let transport = ScriptedTransport([])
        let report = try await scene.run(transport)
        #expect(transport.requests.isEmpty)
        #expect(try report.record().state == .pending)
        #expect(try report.record().reason == .notSaved)
        scene.disk.refuse(nil)
        #expect(try await scene.run(Self.good).record().state == .connected)
    }

    /// Leaves the intent of a code that went out, and the file as it was before.
    private func goBack(_ scene: inout Scene, _ durability: any Durability) async throws {
        let before = try #require(scene.disk.files.files["c/alice.gpg"])
        let memory = scene.memory
        _ = try await scene.run(
            ScriptedTransport { _ in .lost(.sent) },
            durability: durability,
            isSettled: false
        )
        scene.memory = memory
        try scene.disk.files.replace("c/alice.gpg", with: before, mode: 0o600)
        #expect(try await scene.stored().pendingCode?.attemptedAt == nil)
    }

    // Lesson 59, and a backup or an older commit in between.
    @Test(
        "a code whose mark is gone with an older file is not sent again",
        arguments: [true, false]
    )
    func unmarked(isShared: Bool) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Self.waiting)
        try await goBack(&scene, isShared ? CopiedDisk() : DiskDurability())
        let silent = ScriptedTransport([])
        let first = try await scene.run(silent).record()
        #expect(first.state == .inDoubt)
        #expect(first.reason == .codeInDoubt)
        #expect(try await scene.stored().pendingCode?.attemptedAt != nil)
        #expect(scene.disk.files.files[Self.path] == nil)
        let second = try await scene.run(silent, everything: true).record()
        #expect(second.state == .needsReconnect)
        #expect(second.reason == .codeInDoubt)
        #expect(silent.requests.isEmpty)
    }

    @Test("an older grant goes on while a new consent is in doubt")
    func unmarkedBesideGrant() async throws {
        var scene = try Scene()
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: Sample.grant(), pendingCode: Scene.code())
        )
        try await goBack(&scene, DiskDurability())
        let transport = ScriptedTransport([.profile])
        let report = try await scene.run(transport)
        #expect(transport.tokenCalls == 0)
        #expect(try report.record().state == .connected)
        #expect(try report.entry().notes.map(\.reason) == [.codeInDoubt])
    }

    @Test(
        "a run that dies before a code's turn has not lost it, unless others go on from a copy",
        arguments: [false, true]
    )
    func diedBefore(isShared: Bool) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Self.waiting)
        let key = try Sample.key()
        scene.memory.records[key] = ConnectionRecord(
            key: key,
            state: .degraded,
            reason: .grantRefused,
            since: Sample.now.addingTimeInterval(-7200),
            generation: 1,
            evidenceAt: Sample.now.addingTimeInterval(-7200)
        )
        let disk = scene.disk
        // Alice is looked at a second time, as pressed as a code; with her answer the process ends.
        _ = try await scene.run(
            ScriptedTransport { _ in
                disk.refuse { _ in true }
                return .lost(.sent)
            },
            durability: isShared ? CopiedDisk() : DiskDurability(),
            isSettled: false
        )
        scene.disk.refuse(nil)
        scene.memory = RunMemory()
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(try report.entry("alice").plan?.actions.first == .refresh(.inDoubt))
        #expect(try report.record("bob").state == (isShared ? .inDoubt : .connected))
        #expect(transport.requests.count { $0.field("code") != nil } == (isShared ? 0 : 1))
    }

    @Test("a code that the provider would not look at is sent again, whatever else was lost")
    func returned() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Self.waiting)
        _ = try await scene.run(
            ScriptedTransport([.json("{}", status: 429)]),
            isSettled: false
        )
        scene.memory = RunMemory()
        #expect(scene.disk.files.files[Self.path] != nil)
        #expect(try await scene.run(Self.good).record().state == .connected)
        #expect(scene.disk.files.files[Self.path] == nil)
    }

    // Lesson 59.
    @Test("a callback that came twice leaves what the first one brought")
    func pastedTwice() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Self.waiting)
        _ = try await scene.run(Self.good)
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
        let transport = ScriptedTransport([.profile])
        let record = try await scene.run(transport, everything: true).record()
        #expect(transport.tokenCalls == 0)
        #expect(record.state == .connected)
        let after = try await scene.stored()
        #expect(after.pendingCode == nil)
        #expect(after.grant?.refreshToken == Secret("refresh-2"))
    }

    // Lesson 59.
    @Test("two connections that hold the same code send it once", arguments: [true, false])
    func sameCode(isOneUser: Bool) async throws {
        var scene = try Scene()
        var second = Self.waiting
        if isOneUser {
            second.label = "second"
            try await scene.enroll("alice", Self.waiting, second)
        } else {
            try await scene.enroll("alice", Self.waiting)
            try await scene.enroll("bob", second)
        }
        scene.width = 2
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        for _ in 0..<2 {
            let report = try await scene.run(transport, everything: true)
            #expect(transport.tokenCalls == 1)
            let states = report.entries.map(\.record.state)
            #expect(states.count { $0 == .connected } == 1)
            #expect(states.count { $0 == .needsReconnect } == 1)
        }
    }
}
