import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("The proof of recipients")
struct RecipientProofTests {
    /// A change to a good key, and what the refusal says; `nil` where it stays good.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reason: String?
        let change: @Sendable (inout RecipientKey) -> Void

        init(
            _ name: String,
            _ reason: String?,
            _ change: @escaping @Sendable (inout RecipientKey) -> Void
        ) {
            testDescription = name
            self.reason = reason
            self.change = change
        }
    }

    static let yesterday = VaultSample.now.addingTimeInterval(-86400)
    static let nextYear = VaultSample.now.addingTimeInterval(365 * 86400)

    static let cases = [
        Case("good", nil) { _ in },
        Case("good for a year", nil) { $0.expiresAt = nextYear },
        Case("revoked", "the key was revoked") { $0.isRevoked = true },
        Case("disabled", "the key is disabled in this keyring") { $0.isDisabled = true },
        Case("invalid", "the key is invalid: gpg can't check its own signature") {
            $0.isInvalid = true
        },
        Case("expired", "the key expired on 2026-11-23") { $0.expiresAt = yesterday },
        Case("subkey expired", "the key's encryption part expired on 2026-11-23") {
            $0.parts[0].expiresAt = yesterday
        },
        Case("can't encrypt", "the key has no part that can encrypt") {
            $0.parts[0].canEncrypt = false
        },
        Case("subkey revoked", "the key has no part that can encrypt") {
            $0.parts[0].isOutOfUse = true
        },
        Case("a second subkey lives", nil) {
            var old = $0.parts[0]
            old.expiresAt = yesterday
            $0.parts.insert(old, at: 0)
        },
    ]

    @Test("refuses a key that can't be used, by name and with why", arguments: cases)
    func refuses(_ sample: Case) async throws {
        var key = PlainCipher.key("Test <test@example.org>", number: 1)
        sample.change(&key)
        let vault = VaultSample.plainVault(files(), PlainCipher(keys: [key]))
        guard let reason = sample.reason else {
            #expect(try await vault.proveRecipients(now: VaultSample.now).isEmpty)
            return
        }
        await #expect(throws: VaultError.recipient(name: "test@example.org", reason: reason)) {
            try await vault.proveRecipients(now: VaultSample.now)
        }
    }

    @Test("refuses a name without a key and one with several")
    func refusesMissingAndAmbiguous() async throws {
        let missing = VaultSample.plainVault(files(), PlainCipher(keys: []))
        await #expect(
            throws: VaultError.recipient(
                name: "test@example.org",
                reason: "the keyring has no such key: import it with gpg --import"
            )
        ) { try await missing.proveRecipients(now: VaultSample.now) }
        let keys = [1, 2].map { PlainCipher.key("Test <test@example.org>", number: $0) }
        let ambiguous = VaultSample.plainVault(files(), PlainCipher(keys: keys))
        let error = await #expect(throws: VaultError.self) {
            try await ambiguous.proveRecipients(now: VaultSample.now)
        }
        #expect(error?.sentence.contains("it stands for 2 keys, ") == true)
        #expect(error?.sentence.contains(keys[1].fingerprint) == true)
    }

    @Test("takes the one key that still works of several with a name")
    func takesTheWorkingKey() async throws {
        var old = PlainCipher.key("Test <test@example.org>", number: 1)
        old.expiresAt = Self.yesterday
        let new = PlainCipher.key("Test <test@example.org>", number: 2)
        let vault = VaultSample.plainVault(files(), PlainCipher(keys: [old, new]))
        #expect(try await vault.proveRecipients(now: VaultSample.now).isEmpty)
    }

    @Test("warns of a key that ends within 60 days", arguments: [(59, true), (61, false)])
    func warns(_ days: Int, _ isWarned: Bool) async throws {
        let end = VaultSample.now.addingTimeInterval(TimeInterval(days * 86400))
        var key = PlainCipher.key("Test <test@example.org>", number: 1)
        key.expiresAt = Self.nextYear
        key.parts[0].expiresAt = end
        let vault = VaultSample.plainVault(files(), PlainCipher(keys: [key]))
        let warnings = try await vault.proveRecipients(now: VaultSample.now)
        #expect(warnings.map(\.expiresAt) == (isWarned ? [end] : []))
        if let warning = warnings.first {
            let sentence = "the key of recipient test@example.org expires on 2027-01-22: "
            #expect(warning.sentence.hasPrefix(sentence))
        }
    }

    @Test("refuses when nothing can be opened or written, and leaves no probe")
    func refusesWithoutRoundTrip() async throws {
        let files = files()
        let before = files.files
        let noSecret = PlainCipher(
            keys: [PlainCipher.key("Test <test@example.org>", number: 1, hasSecret: false)]
        )
        await #expect(throws: VaultError.self) {
            try await VaultSample.plainVault(files, noSecret).proveRecipients(now: VaultSample.now)
        }
        let full = VaultSample.plainVault(FailingFileStore(files, failsReplace: true))
        await #expect(
            throws: VaultError.notSaved(path: "c", reason: "no space left on device")
        ) { try await full.proveRecipients(now: VaultSample.now) }
        _ = try await VaultSample.plainVault(files).proveRecipients(now: VaultSample.now)
        #expect(files.files == before)
    }

    @Test("reads the recipients' file as pass does")
    func readsRecipients() throws {
        let text = "# team\nalice@example.org # the boss\r\n\n  0xDEADBEEF\t\nalice@example.org\n"
        let vault = VaultSample.plainVault(InMemoryFileStore(["c/.gpg-id": Array(text.utf8)]))
        #expect(try vault.recipients() == ["alice@example.org", "0xDEADBEEF"])
    }

    private func files() -> InMemoryFileStore {
        InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
    }
}
