import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("A key home")
struct KeyHomeTests {
    @Test("is private and has the settings that parallel gpg needs")
    func isPrivate() throws {
        let folder = try TemporaryFolder()
        let home = KeyHome(folder.path + "/deep/gpg")
        try home.make()
        let attributes = try FileManager.default.attributesOfItem(atPath: home.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let gpg = try String(contentsOfFile: home.path + "/gpg.conf", encoding: .utf8)
        let agent = try String(contentsOfFile: home.path + "/gpg-agent.conf", encoding: .utf8)
        #expect(gpg.contains("no-random-seed-file\n"))
        #expect(agent.contains("auto-expand-secmem "))
        #expect(agent.contains("allow-loopback-pinentry\n"))
    }

    @Test("keeps the settings somebody else wrote")
    func keepsSettings() throws {
        let folder = try TemporaryFolder()
        try Data("armor\n".utf8).write(to: URL(filePath: folder.path + "/gpg.conf"))
        try KeyHome(folder.path).make()
        let text = try String(contentsOfFile: folder.path + "/gpg.conf", encoding: .utf8)
        #expect(text == "armor\n")
    }

    @Test("refuses a path too long for the agent's sockets")
    func refusesLongPath() throws {
        let folder = try TemporaryFolder()
        let home = KeyHome(folder.path + "/" + String(repeating: "x", count: 90))
        #expect(throws: KeyHomeError.pathTooLong(path: home.path, limit: 87)) { try home.make() }
        #expect(!FileManager.default.fileExists(atPath: home.path))
    }

    @Test("makes a relative path absolute: its agent works elsewhere")
    func makesPathAbsolute() {
        let here = FileManager.default.currentDirectoryPath
        #expect(KeyHome("keys/gpg").path == "\(here)/keys/gpg")
        #expect(KeyHome("/keys/gpg").path == "/keys/gpg")
    }

    @Test("makes a key that signs and a part that encrypts, with or without an end")
    func makesKeys() async throws {
        let keyring = try TemporaryKeyring()
        let endless = try await keyring.home.generate(KeyRequest(userID: "Latchkey (test)"))
        let request = KeyRequest(userID: "Latchkey (two years)", lifetime: KeyRequest.twoYears)
        let ending = try await keyring.home.generate(request)
        let keys = try await keyring.cipher().allKeys()
        let first = try #require(keys.first { $0.fingerprint == endless })
        #expect(first.userIDs == ["Latchkey (test)"])
        #expect(first.parts.map(\.algorithm) == ["ed25519", "cv25519"])
        #expect(first.parts.map(\.canEncrypt) == [false, true])
        #expect(first.expiresAt == nil && first.hasSecret)
        let second = try #require(keys.first { $0.fingerprint == ending })
        let end = Date().addingTimeInterval(KeyRequest.twoYears)
        for date in [second.expiresAt, second.parts.last?.expiresAt] {
            #expect(abs(try #require(date).timeIntervalSince(end)) < 86400)
        }
    }

    @Test("protects a key with its passphrase; a wrong one or none is locked out")
    func protectsKeys() async throws {
        let keyring = try TemporaryKeyring()
        let passphrase = Secret("correct horse")
        let key = try await keyring.home.generate(
            KeyRequest(userID: "Locked <locked@example.org>", passphrase: passphrase)
        )
        let sealed = try await keyring.cipher().seal([1, 2, 3], to: [key])
        let attempts: [(GPGSettings.Passphrase, String)] = [
            (.given(Secret("wrong horse")), "the passphrase is wrong"),
            (
                .never,
                "the key has a passphrase and none was given: set LATCHKEY_GPG_PASSPHRASE"
            ),
        ]
        for (passphrase, reason) in attempts {
            // An agent remembers a passphrase that was right.
            await keyring.home.stopAgent()
            await #expect(throws: CipherError.locked(reason: reason)) {
                try await keyring.cipher(passphrase: passphrase).open(sealed)
            }
        }
        let opened = try await keyring.cipher(passphrase: .given(passphrase)).open(sealed)
        #expect(opened.plaintext == [1, 2, 3])
    }

    @Test("gives the public key to others and the secret key to a back-up")
    func exportsKeys() async throws {
        let keyring = try TemporaryKeyring()
        let passphrase = Secret("correct horse")
        let key = try await keyring.home.generate(
            KeyRequest(userID: "Own <own@example.org>", passphrase: passphrase)
        )
        let publicKey = String(decoding: try await keyring.home.publicKey(key), as: UTF8.self)
        #expect(publicKey.hasPrefix("-----BEGIN PGP PUBLIC KEY BLOCK-----"))
        let secretKey = try await keyring.home.secretKey(key, passphrase: passphrase)
        #expect(secretKey.reveal().hasPrefix("-----BEGIN PGP PRIVATE KEY BLOCK-----"))
        await keyring.home.stopAgent()
        await #expect(throws: KeyHomeError.self) {
            try await keyring.home.secretKey(key, passphrase: Secret("wrong horse"))
        }
    }
}
