import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("Recipients in a real keyring")
struct GPGRecipientTests {
    @Test("an expired key is refused by the name in .gpg-id")
    func refusesExpired() async throws {
        let subject = try await GPGVault()
        try subject.keyring.gpg([
            "--faked-system-time", "20200101T000000", "--passphrase", "",
            "--quick-generate-key", "Old <old@example.org>", "default", "default", "1y",
        ])
        try subject.name("own@example.org", "old@example.org")
        await #expect(
            throws: VaultError.recipient(
                name: "old@example.org",
                reason: "the key expired on 2020-12-31"
            )
        ) { try await subject.vault.proveRecipients(now: Date()) }
        await #expect(throws: VaultError.self) {
            try await subject.vault.save(try VaultSample.fullFile(), replacing: nil)
        }
        #expect(try subject.vault.users().isEmpty)
    }

    @Test("an expired subkey of a key that lives is refused too")
    func refusesExpiredSubkey() async throws {
        let subject = try await GPGVault()
        let times = ["--faked-system-time", "20200101T000000", "--passphrase", ""]
        try subject.keyring.gpg(
            times + ["--quick-generate-key", "Half <half@example.org>", "ed25519", "sign", "0"]
        )
        let cipher = subject.keyring.cipher()
        let key = try #require(try await cipher.keys(matching: "half@example.org").first)
        // A minute after the key itself, which gpg may have taken a second to make.
        try subject.keyring.gpg([
            "--faked-system-time", "20200101T000100", "--passphrase", "",
            "--quick-add-key", key.fingerprint, "cv25519", "encr", "1y",
        ])
        try subject.name("half@example.org")
        await #expect(
            throws: VaultError.recipient(
                name: "half@example.org",
                reason: "the key's encryption part expired on 2020-12-31"
            )
        ) { try await subject.vault.proveRecipients(now: Date()) }
    }

    @Test("a revoked key is refused")
    func refusesRevoked() async throws {
        let subject = try await GPGVault()
        let fingerprint = try await subject.keyring.addKey("Gone <gone@example.org>")
        let path = "\(subject.keyring.home.path)/openpgp-revocs.d/\(fingerprint).rev"
        let certificate = try String(contentsOfFile: path, encoding: .utf8)
            .replacing(":-----BEGIN", with: "-----BEGIN")
        try subject.keyring.gpg(["--import"], input: Array(certificate.utf8))
        try subject.name("gone@example.org")
        await #expect(
            throws: VaultError.recipient(name: "gone@example.org", reason: "the key was revoked")
        ) { try await subject.vault.proveRecipients(now: Date()) }
    }

    @Test("a missing key and a signing key are refused, a disabled one too")
    func refusesTheRest() async throws {
        let subject = try await GPGVault()
        try subject.keyring.gpg([
            "--passphrase", "", "--quick-generate-key", "Sign <sign@example.org>", "ed25519",
            "sign", "0",
        ])
        for (name, reason) in [
            ("nobody@example.org", "the keyring has no such key: import it with gpg --import"),
            ("sign@example.org", "the key has no part that can encrypt"),
        ] {
            try subject.name(name)
            await #expect(throws: VaultError.recipient(name: name, reason: reason)) {
                try await subject.vault.proveRecipients(now: Date())
            }
        }
    }

    @Test("a key that ends in 59 days works and is warned about")
    func warnsOfExpiry() async throws {
        let subject = try await GPGVault()
        _ = try await subject.keyring.home.generate(
            KeyRequest(userID: "Soon <soon@example.org>", lifetime: 59 * 86400)
        )
        try subject.name("own@example.org", "soon@example.org")
        let warnings = try await subject.vault.proveRecipients(now: Date())
        #expect(warnings.map(\.name) == ["soon@example.org"])
        let later = Date().addingTimeInterval(60 * 86400)
        await #expect(throws: VaultError.self) {
            try await subject.vault.proveRecipients(now: later)
        }
    }
}
