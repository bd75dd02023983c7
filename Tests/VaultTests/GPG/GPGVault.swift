import Documents
import LatchkeyTestSupport
import Vault

/// A vault on real gpg and a real folder, with one key and itself as recipient.
struct GPGVault {
    let keyring: TemporaryKeyring
    let folder: TemporaryFolder
    let fingerprint: String
    let vault: ConnectionVault

    init() async throws {
        keyring = try TemporaryKeyring()
        folder = try TemporaryFolder()
        fingerprint = try await keyring.addKey("Own <own@example.org>")
        vault = ConnectionVault(
            directory: folder.path,
            files: LocalFileStore(),
            cipher: keyring.cipher()
        )
        try name("own@example.org")
    }

    /// Names other recipients.
    func name(_ recipients: String...) throws {
        try LocalFileStore().replace(
            folder.path + "/.gpg-id",
            with: Array((recipients.joined(separator: "\n") + "\n").utf8),
            mode: 0o644
        )
    }

    func bytes(of user: UserID) throws -> [UInt8]? {
        try LocalFileStore().read(vault.path(of: user), limit: 1 << 20)
    }

    func write(_ bytes: [UInt8], to user: UserID) throws {
        try LocalFileStore().replace(vault.path(of: user), with: bytes, mode: 0o600)
    }
}
