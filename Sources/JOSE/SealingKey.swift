internal import Crypto
package import Documents

/// A private key that opens messages: P-256, for ECDH-ES (RFC 7518, section 4.6).
package struct SealingKey: Sendable {
    /// Names it in messages: its thumbprint (RFC 7638).
    package let id: String
    /// What messages are sealed to.
    package let point: PublicPoint
    let key: P256.KeyAgreement.PrivateKey

    /// A fresh one.
    package init() {
        self.init(P256.KeyAgreement.PrivateKey())
    }

    /// From the number that is the key, 32 bytes as base64url (`d` of RFC 7518, section 6.2.2).
    package init?(d: String) {
        guard let bytes = Base64URL.bytes(d),
            let key = try? P256.KeyAgreement.PrivateKey(rawRepresentation: bytes)
        else { return nil }
        self.init(key)
    }

    private init(_ key: P256.KeyAgreement.PrivateKey) {
        self.key = key
        point = PublicPoint(coordinates: key.publicKey.rawRepresentation)
        id = Thumbprint.text(of: point)
    }

    /// The key itself, as base64url: a secret.
    package var d: String { Base64URL.text(key.rawRepresentation) }

    /// The public half for everybody (RFC 7517).
    package var publicJWK: JSONValue { point.publicJWK(algorithm: "ECDH-ES", use: "enc") }
}
