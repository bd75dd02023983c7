import Synchronization
import Vault

/// A cipher that begins to seal in another way when it is told to.
final class FaultySealing: Cipher {
    typealias Sealing = @Sendable ([UInt8], [String]) async throws -> [UInt8]

    private let cipher: any Cipher
    private let sealing: Sealing
    private let hasBegun = Mutex(false)

    init(_ cipher: any Cipher, _ sealing: @escaping Sealing) {
        self.cipher = cipher
        self.sealing = sealing
    }

    func begin() { hasBegun.withLock { $0 = true } }

    func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage {
        try await cipher.open(ciphertext)
    }

    func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8] {
        guard hasBegun.withLock({ $0 }) else {
            return try await cipher.seal(plaintext, to: fingerprints)
        }
        do {
            return try await sealing(plaintext, fingerprints)
        } catch {
            throw .unusable(reason: "\(error)")
        }
    }

    func keys(matching name: String) async throws(CipherError) -> [RecipientKey] {
        try await cipher.keys(matching: name)
    }
}
