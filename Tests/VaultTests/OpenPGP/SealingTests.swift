import FoundationEssentials
import LatchkeyTestSupport
import Testing

@testable import Vault

/// What is decrypted for proof, and what only has to look like it.
@Suite("Sealing like what was proved")
struct SealingTests {
    @Test("one decryption proves the recipients; then whole messages to them need none")
    func oncePerRecipients() async throws {
        let subject = try await GPGVault()
        let counting = CountingCipher(subject.keyring.cipher())
        let vault = ConnectionVault(
            directory: subject.folder.path,
            files: subject.vault.files,
            cipher: counting
        )
        _ = try await vault.proveRecipients(now: Date())
        #expect(counting.opened == 1)
        var file = try VaultSample.fullFile()
        var stored = try await vault.save(file, replacing: nil)
        for generation in 100...102 {
            file.connections[0].generation = generation
            stored = try await vault.save(file, replacing: stored.digest)
        }
        #expect(counting.opened == 0)
        #expect(try await subject.vault.load(file.user) == stored)
        // Another recipient: proved by decryption once more.
        let other = try await subject.keyring.addKey("Other <other@example.org>")
        try subject.name("own@example.org", other)
        file.connections[0].generation = 103
        stored = try await vault.save(file, replacing: stored.digest)
        #expect(counting.opened == 1)
        file.connections[0].generation = 104
        _ = try await vault.save(file, replacing: stored.digest)
        #expect(counting.opened == 0)
    }

    /// What may be wrong with what comes back from gpg.
    enum Fault: CaseIterable {
        case cut, longer, ofLess, toAnother, toMore
    }

    @Test("a message that is not like the proved one is not written", arguments: Fault.allCases)
    func faults(fault: Fault) async throws {
        let subject = try await GPGVault()
        let stranger = try TemporaryKeyring()
        _ = try await stranger.addKey("Stranger <stranger@example.org>")
        try subject.keyring.importPublicKeys(of: stranger, "stranger@example.org")
        let own = subject.keyring.cipher()
        let key = try #require(try await own.keys(matching: "stranger@example.org").first)
        let faulty = FaultySealing(own) { plaintext, recipients in
            switch fault {
            case .cut: return Array(try await own.seal(plaintext, to: recipients).dropLast())
            case .longer: return try await own.seal(plaintext, to: recipients) + [0]
            case .ofLess: return try await own.seal(Array(plaintext.dropLast()), to: recipients)
            case .toAnother: return try await own.seal(plaintext, to: [key.fingerprint])
            case .toMore:
                let all = recipients + [key.fingerprint]
                return try await own.seal(Array(plaintext.dropLast()), to: all)
            }
        }
        let vault = ConnectionVault(
            directory: subject.folder.path,
            files: subject.vault.files,
            cipher: faulty
        )
        _ = try await vault.proveRecipients(now: Date())
        let file = try VaultSample.fullFile()
        let stored = try await vault.save(file, replacing: nil)
        let before = try subject.bytes(of: file.user)
        faulty.begin()
        let error = await #expect(throws: VaultError.self) {
            try await vault.save(file, replacing: stored.digest)
        }
        guard case .notSaved = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try subject.bytes(of: file.user) == before)
    }
}
