import Documents
import LatchkeyTestSupport
import Testing
import Vault

@Suite("The pack")
struct ConnectionPackTests {
    @Test("a second run opens one message, the pack's key, however many users there are")
    func warm() async throws {
        let scene = try await PackScene(users: 7)
        let cold = try await scene.run()
        #expect(cold.opened == 7)
        scene.advance(seconds: 10)
        let warm = try await scene.run()
        #expect(warm.opened == 1)
        #expect(warm.files == cold.files)
        #expect(cold.files.count == 7)
    }

    @Test("a file that changed is opened alone, and what it says counts")
    func changed() async throws {
        let scene = try await PackScene(users: 4)
        _ = try await scene.run()
        scene.advance(seconds: 10)
        let vault = VaultSample.plainVault(scene.files, scene.cipher)
        let stored = try #require(try await vault.load(scene.users[2]))
        var file = stored.file
        file.connections[0].generation = 99
        _ = try await vault.save(file, replacing: stored.digest)
        let next = try await scene.run()
        #expect(next.opened == 2)
        #expect(next.files[2].connections[0].generation == 99)
        #expect(try await scene.run().opened == 1)
    }

    @Test("what a run saves is in the pack for the next one")
    func saved() async throws {
        let scene = try await PackScene(users: 3)
        let user = scene.users[1]
        _ = try await scene.run { vault in
            let stored = try #require(try await vault.load(user))
            var file = stored.file
            file.connections[0].generation = 50
            _ = try await vault.save(file, replacing: stored.digest)
        }
        scene.advance(seconds: 10)
        let next = try await scene.run()
        #expect(next.opened == 1)
        #expect(next.files[1].connections[0].generation == 50)
    }

    @Test(
        "one that is not to be believed costs time, never truth",
        arguments: ["cut", "flipped", "emptied", "gone", "another key's", "another bucket's"]
    )
    func unbelievable(_ harm: String) async throws {
        let scene = try await PackScene(users: 5)
        let truth = try await scene.run().files
        scene.advance(seconds: 10)
        let path = try #require(scene.buckets.first)
        var bytes = try #require(scene.files.files[path])
        switch harm {
        case "cut": bytes.removeLast()
        case "flipped": bytes[bytes.count / 2] ^= 1
        case "emptied": bytes = []
        case "another key's":
            let other = try await PackScene(users: 5)
            _ = try await other.run()
            bytes = try #require(other.files.files[path])
        case "another bucket's":
            // Sealed under the same key for another place: only its name tells.
            let many = try await PackScene(users: 1_001)
            _ = try await many.run()
            let two = Array(many.buckets.prefix(2))
            let theirs = try #require(many.files.files[two[0]])
            try many.files.replace(two[1], with: theirs, mode: 0o600)
            many.advance(seconds: 10)
            let next = try await many.run()
            #expect(next.files.count == 1_001)
            #expect(next.opened > 1 && next.opened < 200)
            return
        default: break
        }
        if harm == "gone" {
            try scene.files.remove(path)
        } else {
            try scene.files.replace(path, with: bytes, mode: 0o600)
        }
        let next = try await scene.run()
        #expect(next.files == truth)
        #expect(next.opened == 6)
        #expect(try await scene.run().opened == 1)
    }

    @Test("a file that was touched in the moment the pack was written is read again")
    func racy() async throws {
        let scene = try await PackScene(users: 1)
        // Within the grain of the file system's clock: the stamp may hide a later writing.
        _ = try await scene.run()
        let path = "c/\(scene.users[0].text).gpg"
        let stamp = scene.files.stamp(path)
        #expect(stamp?.hasRested(at: stamp?.changed ?? 0) == false)
        try scene.files.replace(path, with: Array("no message".utf8), mode: 0o600)
        await #expect(throws: VaultError.self) { try await scene.run() }
    }

    @Test("where its key is none it begins anew, says so once, and costs one run time")
    func withoutKey() async throws {
        let scene = try await PackScene(users: 3)
        _ = try await scene.run()
        try scene.files.replace("c/.pack-key", with: Array("nothing".utf8), mode: 0o600)
        let vault = VaultSample.plainVault(scene.files, scene.cipher)
        let word = await vault.openPack(users: 3)
        #expect(word?.contains("c/.pack-key can't be opened") == true)
        #expect(try await scene.run().opened == 4)
        scene.advance(seconds: 10)
        #expect(try await scene.run().opened == 1)
        #expect(await vault.openPack(users: 3) == nil)
    }

    @Test("what packs of other sizes left behind is swept up with the run")
    func swept() async throws {
        let scene = try await PackScene(users: 2)
        _ = try await scene.run()
        let old = ["c/.pack/1/a.pack", "c/.pack/1/a.note", "c/.pack/3/abc.pack"]
        for path in old { try scene.files.replace(path, with: [1], mode: 0o600) }
        scene.advance(seconds: 10)
        #expect(try await scene.run().opened == 1)
        #expect(old.allSatisfy { scene.files.files[$0] == nil })
        #expect(scene.buckets == ["c/.pack/0/all.pack"])
    }

    @Test("nothing of a plaintext can be read in it")
    func sealed() async throws {
        let scene = try await PackScene(users: 2)
        _ = try await scene.run()
        let bytes = scene.buckets.flatMap { scene.files.files[$0] ?? [] }
        #expect(bytes.count > 500)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("access-token") && !text.contains("user-0"))
    }

    @Test("who is gone leaves it with the next change")
    func pruned() async throws {
        let scene = try await PackScene(users: 40)
        _ = try await scene.run()
        let before = try #require(scene.buckets.first.flatMap { scene.files.files[$0]?.count })
        for user in scene.users.dropFirst(2) { try scene.files.remove("c/\(user.text).gpg") }
        let user = scene.users[0]
        _ = try await scene.run { vault in
            let stored = try #require(try await vault.load(user))
            var file = stored.file
            file.connections[0].generation = 7
            _ = try await vault.save(file, replacing: stored.digest)
        }
        let after = try #require(scene.buckets.first.flatMap { scene.files.files[$0]?.count })
        #expect(after < before / 10)
    }

    @Test("a run that learned nothing writes nothing")
    func unchanged() async throws {
        let scene = try await PackScene(users: 3)
        _ = try await scene.run()
        scene.advance(seconds: 10)
        let before = scene.files.files
        _ = try await scene.run()
        #expect(scene.files.files == before)
    }

    @Test("its state tells how many files it opens without gpg")
    func state() async throws {
        let scene = try await PackScene(users: 3)
        let vault = VaultSample.plainVault(scene.files, scene.cipher)
        #expect(try await vault.packState() == .absent)
        _ = try await scene.run()
        let stored = try #require(try await vault.load(scene.users[0]))
        var file = stored.file
        file.connections[0].generation = 12
        _ = try await vault.save(file, replacing: stored.digest)
        guard case .ready(2, of: 3, let bytes) = try await vault.packState() else {
            Issue.record("\(try await vault.packState())")
            return
        }
        #expect(bytes > 1_000)
        try scene.files.replace("c/.pack-key", with: [1], mode: 0o600)
        #expect(try await vault.packState() == .locked)
    }

    @Test("rekeying makes the next run begin a pack under a new key")
    func rekeyed() async throws {
        let scene = try await PackScene(users: 3)
        _ = try await scene.run()
        let old = try #require(scene.files.files["c/.pack-key"])
        let vault = VaultSample.plainVault(scene.files, scene.cipher)
        _ = try await vault.rekey(now: VaultSample.now)
        #expect(scene.files.files["c/.pack-key"] == nil)
        #expect(scene.buckets.isEmpty)
        #expect(try await scene.run().opened == 3)
        #expect(scene.files.files["c/.pack-key"] != old)
        #expect(try await scene.run().opened == 1)
    }
}
