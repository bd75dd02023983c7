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

    private func expectNowhere(_ text: String, in path: String) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
                continue
            }
            #expect(!String(decoding: data, as: UTF8.self).contains(text))
        }
    }
}
