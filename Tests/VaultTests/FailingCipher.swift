import Vault

/// A cipher that can't seal, or seals something else than it was given.
struct FailingCipher: Cipher {
    private let cipher: any Cipher
    private let failsSeal: Bool
    private let spoilsSeal: Bool

    init(_ cipher: any Cipher, failsSeal: Bool = false, spoilsSeal: Bool = false) {
        self.cipher = cipher
        self.failsSeal = failsSeal
        self.spoilsSeal = spoilsSeal
    }

    func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage {
        try await cipher.open(ciphertext)
    }

    func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8] {
        guard !failsSeal else { throw .locked(reason: "the agent is gone") }
        return try await cipher.seal(plaintext + (spoilsSeal ? [0] : []), to: fingerprints)
    }

    func keys(matching name: String) async throws(CipherError) -> [RecipientKey] {
        try await cipher.keys(matching: name)
    }
}
