import LatchkeyTestSupport
import Testing
import Vault

/// What every cipher promises, asked of the one for tests and of gpg.
@Suite("A cipher")
struct CipherContractTests {
    enum Kind: CaseIterable, Sendable {
        case plain, gpg
    }

    /// A cipher with one key of its own, and one key whose secret it lacks.
    struct Subject {
        let cipher: any Cipher
        let own: String
        let foreign: String
        let keyring: [TemporaryKeyring]

        init(_ kind: Kind) async throws {
            switch kind {
            case .plain:
                let own = PlainCipher.key("Own <own@example.org>", number: 1)
                let other = PlainCipher.key(
                    "Foreign <foreign@example.org>",
                    number: 2,
                    hasSecret: false
                )
                cipher = PlainCipher(keys: [own, other])
                (self.own, foreign) = (own.fingerprint, other.fingerprint)
                keyring = []
            case .gpg:
                let (mine, theirs) = (try TemporaryKeyring(), try TemporaryKeyring())
                own = try await mine.addKey("Own <own@example.org>")
                foreign = try await theirs.addKey("Foreign <foreign@example.org>")
                try mine.importPublicKeys(of: theirs, foreign)
                cipher = mine.cipher()
                keyring = [mine, theirs]
            }
        }
    }

    @Test("opens what it sealed and tells for which key", arguments: Kind.allCases)
    func opensWhatItSealed(_ kind: Kind) async throws {
        let subject = try await Subject(kind)
        let plaintext = Array("äöü\n\0 and a newline\n".utf8)
        let sealed = try await subject.cipher.seal(plaintext, to: [subject.own, subject.foreign])
        let opened = try await subject.cipher.open(sealed)
        #expect(opened.plaintext == plaintext)
        #expect(opened.keyIDs.count == 2)
        let parts = try await subject.cipher.keys(matching: subject.own).flatMap(\.parts)
        #expect(parts.map(\.keyID).contains { opened.keyIDs.contains($0) })
    }

    @Test("opens an empty and a large message", arguments: Kind.allCases, [0, 1, 300_000])
    func opensEverySize(_ kind: Kind, _ size: Int) async throws {
        let subject = try await Subject(kind)
        let plaintext = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let sealed = try await subject.cipher.seal(plaintext, to: [subject.own])
        #expect(try await subject.cipher.open(sealed).plaintext == plaintext)
    }

    @Test("is locked out of what is sealed to another", arguments: Kind.allCases)
    func isLockedOut(_ kind: Kind) async throws {
        let subject = try await Subject(kind)
        let sealed = try await subject.cipher.seal([1, 2, 3], to: [subject.foreign])
        let error = await #expect(throws: CipherError.self) {
            try await subject.cipher.open(sealed)
        }
        guard case .locked = error else {
            Issue.record("expected locked, got \(String(describing: error))")
            return
        }
    }

    @Test("calls what it did not seal broken", arguments: Kind.allCases)
    func callsNonsenseBroken(_ kind: Kind) async throws {
        let subject = try await Subject(kind)
        let sealed = try await subject.cipher.seal(Array("hello".utf8), to: [subject.own])
        let samples = [[], Array("not sealed".utf8), Array(sealed.dropLast(5))]
        for sample in samples {
            let error = await #expect(throws: CipherError.self) {
                try await subject.cipher.open(sample)
            }
            guard case .broken = error else {
                Issue.record("expected broken, got \(String(describing: error))")
                continue
            }
        }
    }

    @Test("refuses a key it does not know, by fingerprint", arguments: Kind.allCases)
    func refusesUnknownKey(_ kind: Kind) async throws {
        let subject = try await Subject(kind)
        let unknown = String(repeating: "B", count: 40)
        let error = await #expect(throws: CipherError.self) {
            try await subject.cipher.seal([1], to: [subject.own, unknown])
        }
        guard case .recipient(unknown, _) = error else {
            Issue.record("expected recipient, got \(String(describing: error))")
            return
        }
    }

    @Test("refuses to seal to nobody", arguments: Kind.allCases)
    func refusesNobody(_ kind: Kind) async throws {
        let subject = try await Subject(kind)
        await #expect(throws: CipherError.self) { try await subject.cipher.seal([1], to: []) }
    }

    @Test("finds keys by address and fingerprint, none for a stranger", arguments: Kind.allCases)
    func findsKeys(_ kind: Kind) async throws {
        let subject = try await Subject(kind)
        let byAddress = try await subject.cipher.keys(matching: "own@example.org")
        #expect(byAddress.map(\.fingerprint) == [subject.own])
        #expect(byAddress.first?.hasSecret == true)
        let foreign = try await subject.cipher.keys(matching: subject.foreign)
        #expect(foreign.map(\.hasSecret) == [false])
        #expect(try await subject.cipher.keys(matching: "nobody@example.org").isEmpty)
    }

    @Test("works for many at once", arguments: Kind.allCases)
    func worksForMany(_ kind: Kind) async throws {
        let subject = try await Subject(kind)
        let own = subject.own
        let cipher = subject.cipher
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let plaintext = Array("message \(number)".utf8)
                    let sealed = try await cipher.seal(plaintext, to: [own])
                    return try await cipher.open(sealed).plaintext == plaintext
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }
}
