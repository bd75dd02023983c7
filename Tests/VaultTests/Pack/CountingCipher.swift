import Synchronization
import Vault

/// Counts how many messages it opens.
final class CountingCipher: Cipher {
    private let cipher: any Cipher
    private let count = Mutex(0)

    init(_ cipher: any Cipher) { self.cipher = cipher }

    /// How many messages were opened since this was last asked.
    var opened: Int {
        count.withLock { count in
            defer { count = 0 }
            return count
        }
    }

    func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage {
        count.withLock { $0 += 1 }
        return try await cipher.open(ciphertext)
    }

    func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8] {
        try await cipher.seal(plaintext, to: fingerprints)
    }

    func keys(matching name: String) async throws(CipherError) -> [RecipientKey] {
        try await cipher.keys(matching: name)
    }
}
