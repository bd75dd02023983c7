import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("The check of the vault")
struct VaultCheckTests {
    @Test("finds all good where all is")
    func findsGood() async throws {
        let subject = try await GPGVault()
        let check = VaultCheck(vault: subject.vault, cipher: subject.keyring.cipher())
        let findings = await check.findings(now: Date())
        #expect(findings.allSatisfy { $0.weight == .good }, "\(findings)")
        #expect(
            findings.map(\.subject) == [
                "gpg", "key home", "recipient own@example.org", "round trip", "agent", "files",
                "pack",
            ]
        )
        #expect(findings[1].sentence.hasPrefix(subject.keyring.home.path))
        #expect(findings[2].sentence == "Own <own@example.org>, cv25519, secret key here")
    }

    @Test("tells of every fault with what to do about it")
    func findsFaults() async throws {
        let subject = try await GPGVault()
        let other = try TemporaryKeyring()
        let key = try await other.home.generate(
            KeyRequest(userID: "Other <other@example.org>", lifetime: 30 * 86400)
        )
        try subject.keyring.importPublicKeys(of: other, key)
        try subject.name("nobody@example.org", "other@example.org")
        try LocalFileStore().replace(subject.folder.path + "/a b.gpg", with: [1], mode: 0o600)
        let check = VaultCheck(vault: subject.vault, cipher: subject.keyring.cipher())
        let findings = await check.findings(now: Date())
        let bad = findings.filter { $0.weight != .good }
        #expect(
            bad.map(\.subject) == [
                "recipient nobody@example.org", "recipient other@example.org", "secret key",
                "round trip", "files",
            ]
        )
        #expect(bad.allSatisfy { $0.advice != nil })
    }

    @Test("tells of settings a person's own key home lacks")
    func findsMissingSettings() async throws {
        let subject = try await GPGVault()
        try LocalFileStore().remove(subject.keyring.home.path + "/gpg.conf")
        let check = VaultCheck(vault: subject.vault, cipher: subject.keyring.cipher())
        let bad = await check.findings(now: Date()).filter { $0.weight != .good }
        #expect(bad.map(\.subject) == ["key home"])
        #expect(bad.first?.sentence.hasPrefix("gpg.conf lacks no-random-seed-file") == true)
    }

    @Test("tells of a machine without recipients and without a home")
    func findsNothing() async throws {
        let folder = try TemporaryFolder()
        let cipher = GPGCipher(GPGSettings(home: folder.path + "/none"))
        let vault = ConnectionVault(
            directory: folder.path,
            files: LocalFileStore(),
            cipher: cipher
        )
        let findings = await VaultCheck(vault: vault, cipher: cipher).findings(now: Date())
        #expect(findings.first { $0.subject == "recipients" }?.weight == .problem)
        #expect(findings.first { $0.subject == "round trip" }?.weight == .problem)
    }
}
