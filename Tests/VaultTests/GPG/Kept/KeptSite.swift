import FoundationEssentials
import LatchkeyTestSupport

@testable import Vault

/// A keyring, and a lane that has nobody but kept processes to ask.
struct KeptSite {
    let keyring: TemporaryKeyring
    let own: String
    let lane: KeptLane

    init(passphrase: GPGSettings.Passphrase = .never) async throws {
        try await self.init(TemporaryKeyring(), passphrase)
    }

    private init(_ keyring: TemporaryKeyring, _ passphrase: GPGSettings.Passphrase) async throws {
        self.keyring = keyring
        own = try await keyring.addKey("Own <own@example.org>")
        lane = Self.lane(keyring, passphrase)
    }

    /// Another lane on the same keyring.
    static func lane(
        _ keyring: TemporaryKeyring,
        _ passphrase: GPGSettings.Passphrase = .never
    ) -> KeptLane {
        KeptLane(
            GPGSettings(home: keyring.home.path, passphrase: passphrase),
            KeptLane.Patience()
        )
    }

    /// What gpgme says of a message, in one word and the whole.
    func verdict(_ ciphertext: [UInt8]) async -> Result<[UInt8], CipherError> {
        await Self.result { () throws(CipherError) in
            try await keyring.cipher(lanes: 1).perform { context throws(GPGFailure) in
                try context.decrypt(ciphertext).plaintext
            }
        }
    }

    static func result<Value: Sendable>(
        _ work: () async throws(CipherError) -> Value
    ) async -> Result<Value, CipherError> {
        do throws(CipherError) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }

    /// Adds a line to a configuration file of the key home.
    func configure(_ line: String, in file: String = "gpg.conf") throws {
        let path = "\(keyring.home.path)/\(file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + line + "\n").utf8).write(to: URL(filePath: path))
    }
}
