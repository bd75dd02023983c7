import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

/// Lesson 14: a copy of a file is a copy of its tokens.
@Suite("A file that has gone back behind an earlier run spends nothing")
struct OlderFileRunTests {
    /// A file that was renewed twice, and what it was in between.
    private struct Restored {
        var scene: Scene
        let provider = StrictProvider(refreshToken: "refresh-token-1")
        /// The file of generation 2, whose refresh token is spent.
        let older: UserFile
        /// The file of generation 3.
        let newest: UserFile

        var transport: ScriptedTransport {
            let provider = provider
            return ScriptedTransport { request in provider.answer(request) }
        }

        init() async throws {
            var scene = try Scene()
            let provider = provider
            let transport = ScriptedTransport { request in provider.answer(request) }
            try await scene.enroll("alice", Scene.due())
            _ = try await scene.run(transport)
            older = try #require(try await scene.vault.load(try Sample.user())?.file)
            scene.clock.advance(hours: 7)
            _ = try await scene.run(transport)
            newest = try #require(try await scene.vault.load(try Sample.user())?.file)
            self.scene = scene
            try #require(older.connections[0].generation == 2)
            try #require(newest.connections[0].generation == 3)
        }

        /// Puts a file in the place of the one that is there, as git and backups do: past the vault.
        func put(_ file: UserFile) async throws {
            try scene.disk.files.remove("c/alice.gpg")
            _ = try await scene.vault.save(file, replacing: nil)
        }

        mutating func run(spendsOlder: Bool = false) async throws -> (RunReport.Entry, Int) {
            let transport = transport
            let report = try await scene.run(
                transport,
                everything: true,
                spendsOlder: spendsOlder
            )
            return (try report.entry(), transport.tokenCalls)
        }
    }

    @Test("its refresh token stays, however many runs look at it, and the newest one goes on")
    func stays() async throws {
        var restored = try await Restored()
        try await restored.put(restored.older)
        for _ in 0..<4 {
            restored.scene.clock.advance(hours: 7)
            let (entry, calls) = try await restored.run()
            #expect(calls == 0)
            #expect(entry.record.state == .degraded)
            #expect(entry.record.reason == .olderFile)
            #expect(entry.record.generation == 2)
            #expect(entry.record.newestGeneration == 3)
            #expect(entry.failure?.sentence.contains("generation 2") == true)
            #expect(entry.failure?.sentence.contains("seen generation 3") == true)
            #expect(entry.record.message?.contains("older than one") == true)
            #expect(entry.record.nextStep?.contains("git log") == true)
        }
        #expect(!restored.provider.isDead)
        try await restored.put(restored.newest)
        let (entry, calls) = try await restored.run()
        #expect(calls == 1)
        #expect(entry.record.state == .connected)
        #expect(entry.record.newestGeneration == entry.record.generation)
        #expect(!restored.provider.isDead)
    }

    @Test("its access token is used for as long as it works, and what it reads is fresh")
    func reads() async throws {
        var restored = try await Restored()
        var file = restored.older
        file.connections[0].grant?.accessExpiresAt = restored.scene.clock.now + 3600
        try await restored.put(file)
        let (entry, calls) = try await restored.run()
        #expect(calls == 0)
        #expect(entry.didRead)
        #expect(entry.record.stale == nil)
        #expect(entry.record.reason == .olderFile)
    }

    @Test("a refused access token does not bring its refresh token out, nor condemn it")
    func refused() async throws {
        var restored = try await Restored()
        var file = restored.older
        file.connections[0].grant?.accessExpiresAt = restored.scene.clock.now + 3600
        try await restored.put(file)
        for _ in 0..<2 {
            let transport = ScriptedTransport { _ in .json("{}", status: 401) }
            let report = try await restored.scene.run(transport, everything: true)
            #expect(transport.tokenCalls == 0)
            #expect(try report.record().reason == .olderFile)
            #expect(report.openIntents?.intents.isEmpty == true)
            restored.scene.clock.advance(hours: 2)
        }
    }

    @Test("it is spent where somebody says so, and then counts as what it is")
    func byHand() async throws {
        var restored = try await Restored()
        try await restored.put(restored.older)
        let (entry, calls) = try await restored.run(spendsOlder: true)
        #expect(calls == 1)
        // The provider's word, and the usual second look.
        #expect(entry.record.state == .degraded)
        #expect(entry.record.reason == .grantRefused)
        #expect(entry.record.newestGeneration == 2)
        restored.scene.clock.advance(hours: 2)
        let (second, more) = try await restored.run()
        #expect(more == 1)
        #expect(second.record.state == .needsReconnect)
    }

    @Test("an older file that turns out to be good is the newest from then on")
    func good() async throws {
        var restored = try await Restored()
        try await restored.put(restored.older)
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-9", refresh: "refresh-9") : .profile
        }
        let report = try await restored.scene.run(transport, spendsOlder: true)
        #expect(try report.record().state == .connected)
        #expect(try await restored.scene.stored().generation == 4)
    }

    @Test("nothing is known without status files, so nothing is held")
    func forgotten() async throws {
        var restored = try await Restored()
        try await restored.put(restored.older)
        restored.scene.memory = RunMemory()
        let (_, calls) = try await restored.run()
        #expect(calls == 1)
    }

    @Test("an intent that is left over remembers, too")
    func remembered() async throws {
        var restored = try await Restored()
        let memory = restored.scene.memory
        restored.scene.clock.advance(hours: 7)
        _ = try await restored.scene.run(
            ScriptedTransport { _ in .lost(.sent) },
            everything: true,
            isSettled: false
        )
        restored.scene.memory = memory
        restored.scene.memory.records = [:]
        try await restored.put(restored.older)
        let (entry, calls) = try await restored.run()
        #expect(calls == 0)
        #expect(entry.record.newestGeneration == 3)
    }

    @Test("a new consent is never held, and its generation is above all that was seen")
    func consent() async throws {
        var restored = try await Restored()
        try await restored.put(restored.older)
        _ = try await restored.run()
        let key = try Sample.key()
        let pipeline = try #require(restored.scene.pipelines["plain"])
        restored.scene.clock.advance(hours: 1)
        let file = try Enrollment.accept(
            "another-code",
            key,
            pipeline,
            in: restored.older,
            redirectURI: "http://127.0.0.1:8765/callback",
            parameters: [:],
            now: restored.scene.clock.now
        )
        try await restored.put(file)
        let (entry, calls) = try await restored.run()
        #expect(calls == 1)
        #expect(entry.didExchange)
        #expect(entry.record.state == .connected)
        #expect(try await restored.scene.stored().generation > 3)
        restored.scene.clock.advance(hours: 7)
        let (later, more) = try await restored.run()
        #expect(more == 1)
        #expect(later.record.state == .connected)
    }

    @Test("a file begun anew after the old one was deleted is not held")
    func begunAnew() async throws {
        var restored = try await Restored()
        let now = restored.scene.clock.now
        try await restored.put(
            UserFile(
                user: try Sample.user(),
                connections: [
                    Connection(
                        provider: "plain",
                        grant: Grant(
                            accessToken: nil,
                            refreshToken: Secret("refresh-new-2"),
                            scopes: [],
                            authorizedAt: now,
                            issuedAt: now,
                            accessExpiresAt: nil,
                            refreshExpiresAt: nil,
                            extra: [:]
                        ),
                        generation: 1
                    )
                ]
            )
        )
        let (entry, calls) = try await restored.run()
        #expect(calls == 1)
        #expect(entry.record.state == .connected)
    }

    @Test("one that was taken back to before its disconnection stays quiet")
    func disconnected() async throws {
        var restored = try await Restored()
        try await restored.put(
            Enrollment.disconnect(
                try Sample.key(),
                in: restored.newest,
                now: restored.scene.clock.now
            )
        )
        #expect(try await restored.run().0.record.state == .disconnected)
        try await restored.put(restored.newest)
        let (entry, calls) = try await restored.run()
        #expect(calls == 0)
        #expect(entry.record.reason == .olderFile)
    }

    // Lesson 59: the code was exchanged and settled long before its file came back.
    @Test("a code that was exchanged once is not sent again from an older file")
    func code() async throws {
        var scene = try Scene()
        let waiting = Connection(provider: "plain", pendingCode: Scene.code())
        try await scene.enroll("alice", waiting)
        let before = try #require(try await scene.vault.load(try Sample.user())?.file)
        let provider = StrictProvider(refreshToken: nil)
        let transport = ScriptedTransport { request in provider.answer(request) }
        #expect(try await scene.run(transport).record().state == .connected)
        try scene.disk.files.remove("c/alice.gpg")
        _ = try await scene.vault.save(before, replacing: nil)
        for _ in 0..<2 {
            let report = try await scene.run(transport)
            #expect(try report.record().state == .degraded)
            #expect(try report.record().reason == .olderFile)
        }
        #expect(provider.exchanges == 1)
        #expect(!provider.isDead)
    }

    @Test("a provider that never rotates is not held: its refresh tokens can't be spent")
    func nonRotating() async throws {
        let text = Sample.plain.replacing("rotates: sometimes", with: "rotates: never")
        var scene = try Scene(["plain": text])
        try await scene.enroll("alice", Scene.due())
        scene.memory.records[try Sample.key()] = ConnectionRecord(
            key: try Sample.key(),
            state: .connected,
            since: Sample.now,
            generation: 9,
            connectedAt: Sample.now
        )
        let provider = StrictProvider(refreshToken: "refresh-token-1", rotates: false)
        let report = try await scene.run(ScriptedTransport { provider.answer($0) })
        #expect(try report.record().state == .connected)
        #expect(!provider.isDead)
    }
}
