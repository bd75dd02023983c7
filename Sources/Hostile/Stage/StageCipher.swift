import Vault

/// A cipher that hides nothing, for a vault that never leaves the memory and holds made-up tokens
/// only.
struct StageCipher: Cipher {
    static let fingerprint = String(repeating: "AB", count: 20)
    static let recipient = "kit@example.org"

    private static let key = RecipientKey(
        fingerprint: fingerprint,
        userIDs: ["Kit <\(recipient)>"],
        hasSecret: true,
        parts: [RecipientKeyPart(keyID: "ABABABABABABABAB", algorithm: "cv25519", canEncrypt: true)]
    )
    private static let mark = Array("stage ".utf8)

    func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage {
        guard ciphertext.starts(with: Self.mark) else {
            throw .broken(reason: "it is no sealed message")
        }
        return OpenedMessage(
            plaintext: Array(ciphertext.dropFirst(Self.mark.count)),
            keyIDs: Self.key.parts.map(\.keyID)
        )
    }

    func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8] {
        Self.mark + plaintext
    }

    func keys(matching name: String) async throws(CipherError) -> [RecipientKey] {
        [Self.key]
    }
}
