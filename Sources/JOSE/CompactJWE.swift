internal import Crypto
internal import Documents

/// A message sealed to one public key, in the compact form (RFC 7516, section 7.1).
///
/// One kind alone is read: ECDH-ES on P-256 in direct agreement and A256GCM, without compression and
/// without the parties' information (RFC 7518, sections 4.6 and 5.3).
package struct CompactJWE: Sendable {
    /// Which key it says it is sealed to.
    package let keyID: String

    private let ephemeral: PublicPoint
    /// The header as it was written: what the tag covers besides the ciphertext.
    private let additionalData: [UInt8]
    private let nonce: [UInt8]
    private let ciphertext: [UInt8]
    private let tag: [UInt8]

    private static let method = "A256GCM"

    /// Takes the text apart; nothing in it is to be believed before `open` has worked.
    package init(_ text: String) throws(JOSEProblem) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 5 else { throw .malformed("it is no compact JWE of five parts") }
        let header = try JOSEHeader(parts[0])
        try header.require("alg", "ECDH-ES")
        try header.require("enc", Self.method)
        try header.refuse("zip", "apu", "apv")
        guard let keyID = header.text("kid") else { throw .malformed("it names no key") }
        guard let epk = header.members["epk"], let ephemeral = PublicPoint(jwk: epk) else {
            throw .malformed("its ephemeral key is none of the curve P-256")
        }
        guard parts[1].isEmpty else {
            throw .malformed("it has an encrypted key, and the agreed one is used directly")
        }
        guard let nonce = Base64URL.bytes(parts[2]), nonce.count == 12,
            let ciphertext = Base64URL.bytes(parts[3]),
            let tag = Base64URL.bytes(parts[4]), tag.count == 16
        else { throw .malformed("its last parts are not what \(Self.method) makes") }
        self.keyID = keyID
        self.ephemeral = ephemeral
        additionalData = Array(parts[0].utf8)
        self.nonce = nonce
        self.ciphertext = ciphertext
        self.tag = tag
    }

    /// What is inside: whole, as it was sealed, to this key.
    package func open(with key: SealingKey) throws(JOSEProblem) -> [UInt8] {
        guard key.id == keyID else { throw .unknownKey }
        do {
            // Refuses a point that is not on the curve.
            let theirs = try P256.KeyAgreement.PublicKey(
                x963Representation: ephemeral.uncompressed
            )
            let secret = try key.key.sharedSecretFromKeyAgreement(with: theirs)
            let content = ConcatKDF.key(
                from: secret.agreedBytes,
                for: Self.method,
                bytes: 32
            )
            return try Self.decrypt(
                ciphertext,
                tag: tag,
                nonce: nonce,
                authenticating: additionalData,
                key: content
            )
        } catch {
            throw .notGenuine
        }
    }

    /// AES-GCM with a key that is known (RFC 7518, section 5.3).
    static func decrypt(
        _ ciphertext: [UInt8],
        tag: [UInt8],
        nonce: [UInt8],
        authenticating data: [UInt8],
        key: [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.SealedBox(
            nonce: AES.GCM.Nonce(data: nonce),
            ciphertext: ciphertext,
            tag: tag
        )
        return Array(try AES.GCM.open(box, using: SymmetricKey(data: key), authenticating: data))
    }
}
