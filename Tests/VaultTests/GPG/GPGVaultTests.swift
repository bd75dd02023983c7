import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("The vault on real gpg")
struct GPGVaultTests {
    @Test("writes what plain gpg -d reads, for this user alone, and leaves nothing beside it")
    func writesOpenPGP() async throws {
        let subject = try await GPGVault()
        let file = try VaultSample.fullFile()
        _ = try await subject.vault.proveRecipients(now: Date())
        let saved = try await subject.vault.save(file, replacing: nil)
        let path = subject.vault.path(of: file.user)
        #expect(try subject.keyring.gpg(["--decrypt", path]) == UserFileCodec.encode(file))
        #expect(try await subject.vault.load(file.user) == saved)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: subject.folder.path)
        #expect(Set(names) == [".gpg-id", "alice.gpg"])
        let bytes = try #require(try subject.bytes(of: file.user))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("token"))
    }

    @Test(
        "a pack's key that is sealed to others or damaged is replaced by one that we can open",
        arguments: [true, false]
    )
    func healsPack(isForeign: Bool) async throws {
        let subject = try await GPGVault()
        let file = try VaultSample.fullFile()
        _ = try await subject.vault.save(file, replacing: nil)
        let path = subject.vault.packKeyPath
        var key = Array("no message".utf8)
        if isForeign {
            let other = try TemporaryKeyring()
            let name = try await other.addKey("Other <other@example.org>")
            key = try other.gpg(["--encrypt", "--recipient", name], input: Array("secret".utf8))
        }
        try LocalFileStore().replace(path, with: key, mode: 0o600)
        #expect(try await subject.vault.packState() == .locked)
        let word = await subject.vault.openPack(users: 1)
        #expect(word?.hasPrefix("\(path) can't be opened (") == true)
        #expect(try await subject.vault.load(file.user)?.file == file)
        #expect(await subject.vault.closePack(keeping: [file.user]) == nil)
        guard case .ready(known: 1, of: 1, bytes: _) = try await subject.vault.packState() else {
            Issue.record("the pack is not ready")
            return
        }
        #expect(await subject.vault.openPack(users: 1) == nil)
    }

    @Test("who is no recipient leaves the pack's key to those who are")
    func leavesForeignKey() async throws {
        let subject = try await GPGVault()
        let file = try VaultSample.fullFile()
        _ = try await subject.vault.save(file, replacing: nil)
        let other = try TemporaryKeyring()
        let name = try await other.addKey("Other <other@example.org>")
        try subject.keyring.importPublicKeys(of: other, name)
        let key = try other.gpg(["--encrypt", "--recipient", name], input: Array("secret".utf8))
        try LocalFileStore().replace(subject.vault.packKeyPath, with: key, mode: 0o600)
        try subject.name(name)
        await subject.vault.openPack(users: 1)
        _ = try await subject.vault.load(file.user)
        #expect(await subject.vault.closePack(keeping: [file.user]) != nil)
        let kept = try LocalFileStore().read(subject.vault.packKeyPath, limit: 1 << 20)
        #expect(kept == key)
    }

    @Test("reads what plain gpg -e wrote")
    func readsOpenPGP() async throws {
        let subject = try await GPGVault()
        let file = try VaultSample.fullFile()
        let sealed = try subject.keyring.gpg(
            ["--armor", "--encrypt", "--recipient", subject.fingerprint],
            input: UserFileCodec.encode(file)
        )
        try subject.write(sealed, to: file.user)
        #expect(try await subject.vault.load(file.user)?.file == file)
    }

    @Test("calls a file cut short anywhere broken or locked and leaves it as it is")
    func refusesTruncated() async throws {
        let subject = try await GPGVault()
        let file = try VaultSample.fullFile()
        _ = try await subject.vault.save(file, replacing: nil)
        let whole = try #require(try subject.bytes(of: file.user))
        for count in [0, 1, 20, whole.count / 2, whole.count - 20, whole.count - 1] {
            let part = Array(whole.prefix(count))
            try subject.write(part, to: file.user)
            let error = await #expect(throws: VaultError.self) {
                try await subject.vault.load(file.user)
            }
            guard case .broken = error else {
                Issue.record("\(count) bytes: \(String(describing: error))")
                continue
            }
            #expect(try subject.bytes(of: file.user) == part)
        }
    }

    @Test("never opens a file with one byte changed")
    func refusesTampered() async throws {
        let subject = try await GPGVault()
        let file = try VaultSample.fullFile()
        let saved = try await subject.vault.save(file, replacing: nil)
        let whole = try #require(try subject.bytes(of: file.user))
        for index in stride(from: 0, to: whole.count, by: 29) {
            var changed = whole
            changed[index] ^= 0x55
            try subject.write(changed, to: file.user)
            let error = await #expect(throws: VaultError.self) {
                try await subject.vault.load(file.user)
            }
            switch error {
            case .broken, .locked: break
            default: Issue.record("byte \(index): \(String(describing: error))")
            }
        }
        try subject.write(whole, to: file.user)
        #expect(try await subject.vault.load(file.user) == saved)
    }

    static let unreadable: [(String, String)] = [
        ("not JSON", "what is encrypted is not JSON, at line 1, column 1"),
        ("", "what is encrypted is not JSON, at line 1, column 1"),
        (#"{"format":"other"}"#, "it is no latchkey-user file, at $"),
        (
            #"{"format":"latchkey-user","version":9,"user":"alice"}"#,
            "it is of format version 9 and this latchkey reads versions up to 1: "
                + "update latchkey, at $"
        ),
    ]

    @Test("tells what is wrong inside a file", arguments: unreadable)
    func refusesContent(_ plaintext: String, _ reason: String) async throws {
        let subject = try await GPGVault()
        let user = try VaultSample.user()
        let cipher = subject.keyring.cipher()
        let sealed = try await cipher.seal(Array(plaintext.utf8), to: [subject.fingerprint])
        try subject.write(sealed, to: user)
        let path = subject.vault.path(of: user)
        await #expect(throws: VaultError.broken(path: path, reason: reason)) {
            try await subject.vault.load(user)
        }
    }

    @Test("calls what is no OpenPGP, unencrypted OpenPGP and a foreign key's file by their names")
    func tellsKindsApart() async throws {
        let subject = try await GPGVault()
        let user = try VaultSample.user()
        let path = subject.vault.path(of: user)
        try subject.write(Array("{\"format\":\"latchkey-user\"}".utf8), to: user)
        await #expect(throws: VaultError.broken(path: path, reason: "it is no OpenPGP message")) {
            try await subject.vault.load(user)
        }
        let unencrypted = try subject.keyring.gpg(
            ["--store"],
            input: UserFileCodec.encode(try VaultSample.fullFile())
        )
        try subject.write(unencrypted, to: user)
        await #expect(throws: VaultError.broken(path: path, reason: "it is no OpenPGP message")) {
            try await subject.vault.load(user)
        }
        let stranger = try TemporaryKeyring()
        let foreign = try await stranger.addKey("Foreign <foreign@example.org>")
        try subject.write(try await stranger.cipher().seal([1], to: [foreign]), to: user)
        let error = await #expect(throws: VaultError.self) { try await subject.vault.load(user) }
        guard case .locked(path, let reason) = error else {
            Issue.record("expected locked, got \(String(describing: error))")
            return
        }
        let key = try await stranger.cipher().keys(matching: foreign).first?.parts.last?.keyID
        #expect(reason.contains(try #require(key)))
    }

    @Test("is locked, not broken, when gpg's home holds nothing or is no home")
    func isLockedWithoutKeys() async throws {
        let subject = try await GPGVault()
        let file = try VaultSample.fullFile()
        _ = try await subject.vault.save(file, replacing: nil)
        let empty = try TemporaryKeyring()
        for home in [empty.home.path, "/nonexistent/home"] {
            let vault = ConnectionVault(
                directory: subject.folder.path,
                files: LocalFileStore(),
                cipher: GPGCipher(GPGSettings(home: home))
            )
            let error = await #expect(throws: VaultError.self) { try await vault.load(file.user) }
            guard case .locked = error else {
                Issue.record("\(home): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("opens hundreds of files side by side, each its own")
    func opensMany() async throws {
        let subject = try await GPGVault()
        let users = try (0..<100).map { try VaultSample.user("user\($0)") }
        let vault = subject.vault
        let counts = try await withThrowingTaskGroup(of: Bool.self) { group in
            for user in users {
                group.addTask {
                    let file = UserFile(
                        user: user,
                        connections: [Connection(provider: "x", accountID: user.text)]
                    )
                    let saved = try await vault.save(file, replacing: nil)
                    return try await vault.load(user) == saved && saved.file == file
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(counts == users.count)
        #expect(try vault.users().count == users.count)
    }
}
