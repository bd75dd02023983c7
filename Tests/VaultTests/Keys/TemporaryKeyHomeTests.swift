import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("A key home for one run")
struct TemporaryKeyHomeTests {
    @Test(
        "opens with an imported key, with or without a passphrase, and goes whole",
        arguments: [
            nil, "correct horse",
        ]
    )
    func opensAndGoes(_ passphrase: String?) async throws {
        let secret = passphrase.map { Secret($0) }
        let keyring = try TemporaryKeyring()
        let key = try await keyring.home.generate(
            KeyRequest(userID: "Own <own@example.org>", passphrase: secret)
        )
        let sealed = try await keyring.cipher().seal([1, 2, 3], to: [key])
        let armored = try await keyring.home.secretKey(key, passphrase: secret)
        let temporary = try await TemporaryKeyHome.importing(armored, passphrase: secret)
        let path = temporary.home.path
        #expect(temporary.fingerprints == [key])
        #expect(path.hasPrefix("/tmp/lk-"))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let settings = GPGSettings(home: path, passphrase: secret.map { .given($0) } ?? .never)
        #expect(try await GPGCipher(settings).open(sealed).plaintext == [1, 2, 3])
        if let passphrase { try expectNowhere(passphrase, in: path) }
        temporary.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
        temporary.remove()
    }

    @Test("removes itself when nobody holds it any more")
    func removesItself() async throws {
        let keyring = try TemporaryKeyring()
        let key = try await keyring.addKey()
        let armored = try await keyring.home.secretKey(key, passphrase: nil)
        var temporary: TemporaryKeyHome? = try await .importing(armored, passphrase: nil)
        let path = try #require(temporary?.home.path)
        #expect(FileManager.default.fileExists(atPath: path))
        temporary = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("refuses what holds no secret key, and leaves no folder")
    func refusesNonsense() async throws {
        let folder = try TemporaryFolder()
        let keyring = try TemporaryKeyring()
        let key = try await keyring.addKey()
        let publicKey = String(decoding: try await keyring.home.publicKey(key), as: UTF8.self)
        for text in [publicKey, "no key at all", ""] {
            await #expect(throws: KeyHomeError.self) {
                try await TemporaryKeyHome.importing(
                    Secret(text),
                    passphrase: nil,
                    under: folder.path
                )
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test("refuses a folder too deep for the agent's sockets, and leaves none")
    func refusesDeepFolder() async throws {
        let folder = try TemporaryFolder()
        let deep = folder.path + "/" + String(repeating: "x", count: 80)
        try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: false)
        await #expect(throws: KeyHomeError.self) {
            try await TemporaryKeyHome.importing(Secret("x"), passphrase: nil, under: deep)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: deep).isEmpty)
    }

    @Test("that a killed process left is removed; what is claimed, foreign or a link stays")
    func abandoned() async throws {
        let folder = try TemporaryFolder()
        let keyring = try TemporaryKeyring()
        let key = try await keyring.addKey()
        let armored = try await keyring.home.secretKey(key, passphrase: nil)
        let living = try await TemporaryKeyHome.importing(
            armored,
            passphrase: nil,
            under: folder.path
        )
        func make(_ name: String, mode: Int, claimed: Bool = true) throws {
            let path = "\(folder.path)/\(name)"
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: mode]
            )
            // The kernel drops a dead process's lock; its file stays.
            if claimed { try Data().write(to: URL(filePath: "\(path)/claim")) }
        }
        try make("lk-dead01", mode: 0o700)
        try make("lk-begun1", mode: 0o700, claimed: false)
        try make("lk-shared", mode: 0o755)
        try make("other-01", mode: 0o700)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/lk-link01",
            withDestinationPath: "\(folder.path)/other-01"
        )
        #expect(TemporaryKeyHome.removeAbandoned(under: folder.path) == 1)
        #expect(TemporaryKeyHome.removeAbandoned(under: folder.path) == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let own = try #require(living.home.path.split(separator: "/").last.map(String.init))
        #expect(Set(left) == ["lk-begun1", "lk-shared", "other-01", "lk-link01", own])
        living.remove()
        #expect(!FileManager.default.fileExists(atPath: living.home.path))
    }

    private func expectNowhere(_ text: String, in path: String) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
                continue
            }
            #expect(!String(decoding: data, as: UTF8.self).contains(text))
        }
    }
}
