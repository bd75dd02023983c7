import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("Rekeying")
struct RekeyTests {
    @Test("locks a removed recipient out, and lists what they could have read")
    func locksOut() async throws {
        let subject = try await GPGVault()
        let leaver = try TemporaryKeyring()
        let leaverKey = try await leaver.addKey("Leaver <leaver@example.org>")
        try subject.keyring.importPublicKeys(of: leaver, leaverKey)
        let (alice, bob) = (try VaultSample.fullFile("alice"), try VaultSample.fullFile("bob"))
        _ = try await subject.vault.save(bob, replacing: nil)
        try subject.name("own@example.org", "leaver@example.org")
        _ = try await subject.vault.save(alice, replacing: nil)
        #expect(
            try await leaver.cipher().open(try #require(try subject.bytes(of: alice.user)))
                .plaintext == UserFileCodec.encode(alice)
        )

        try subject.name("own@example.org")
        let report = try await subject.vault.rekey(now: Date())
        #expect(report.isComplete)
        #expect(report.files.map(\.user) == [alice.user, bob.user])
        #expect(
            report.exposedGrants.map(\.description) == [
                "alice/instagram/default", "alice/spotify/band",
            ]
        )
        let removed = report.files[0].removedKeys
        let parts = try await leaver.cipher().keys(matching: leaverKey).flatMap(\.parts)
        #expect(removed.map(\.keyID) == [parts.last?.keyID])
        #expect(removed.map(\.owner) == ["Leaver <leaver@example.org>"])
        #expect(report.files[1].removedKeys.isEmpty)
        #expect(try await subject.vault.load(alice.user)?.file == alice)
        await #expect(throws: CipherError.self) {
            try await leaver.cipher().open(try #require(try subject.bytes(of: alice.user)))
        }
    }

    @Test("lets a new recipient in")
    func letsIn() async throws {
        let subject = try await GPGVault()
        let newcomer = try TemporaryKeyring()
        let key = try await newcomer.addKey("New <new@example.org>")
        try subject.keyring.importPublicKeys(of: newcomer, key)
        let alice = try VaultSample.fullFile()
        _ = try await subject.vault.save(alice, replacing: nil)
        try subject.name("own@example.org", "new@example.org")
        let report = try await subject.vault.rekey(now: Date())
        #expect(report.exposedGrants.isEmpty)
        let bytes = try #require(try subject.bytes(of: alice.user))
        let opened = try await newcomer.cipher().open(bytes)
        #expect(opened.plaintext == UserFileCodec.encode(alice))
    }

    @Test("goes past a bad file, leaves it as it is, and keeps members it doesn't know")
    func goesOn() async throws {
        let files = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
        let cipher = PlainCipher()
        let vault = VaultSample.plainVault(files, cipher)
        let key = cipher.keys[0].fingerprint
        let plaintext = Array(
            #"{"format":"latchkey-user","version":1,"user":"bob","later":"kept"}"#.utf8
        )
        let sealed = try await cipher.seal(plaintext, to: [key])
        try files.replace("c/bob.gpg", with: sealed, mode: 0o600)
        try files.replace("c/alice.gpg", with: [1, 2, 3], mode: 0o600)
        try files.replace("c/no user.gpg", with: [1, 2, 3], mode: 0o600)
        let report = try await vault.rekey(now: VaultSample.now)
        #expect(!report.isComplete)
        #expect(report.files.map { $0.failure == nil } == [false, true])
        #expect(report.strangers == ["no user.gpg"])
        #expect(files.files["c/alice.gpg"] == [1, 2, 3])
        let after = try #require(files.files["c/bob.gpg"])
        #expect(try await cipher.open(after).plaintext == plaintext)
    }

    @Test("touches nothing when a recipient can't be used")
    func touchesNothing() async throws {
        let files = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
        let cipher = PlainCipher()
        let vault = VaultSample.plainVault(files, cipher)
        _ = try await vault.save(try VaultSample.fullFile(), replacing: nil)
        try files.replace("c/.gpg-id", with: Array("ghost@example.org\n".utf8), mode: 0o644)
        let before = files.files
        await #expect(throws: VaultError.self) { try await vault.rekey(now: VaultSample.now) }
        #expect(files.files == before)
    }
}
