internal import Crypto
package import Documents

/// A private key that signs: P-256, for ES256 (RFC 7518, section 3.4), which every browser checks.
package struct SigningKey: Sendable {
    /// Names it in what it signs: its thumbprint (RFC 7638).
    package let id: String
    /// What signatures are checked with.
    package let point: PublicPoint
    let key: P256.Signing.PrivateKey

    /// A fresh one.
    package init() {
        self.init(P256.Signing.PrivateKey())
    }

    /// From the number that is the key, 32 bytes as base64url (`d` of RFC 7518, section 6.2.2).
    package init?(d: String) {
        guard let bytes = Base64URL.bytes(d),
            let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes)
        else { return nil }
        self.init(key)
    }

    private init(_ key: P256.Signing.PrivateKey) {
        self.key = key
        point = PublicPoint(coordinates: key.publicKey.rawRepresentation)
        id = Thumbprint.text(of: point)
    }

    /// The key itself, as base64url: a secret.
    package var d: String { Base64URL.text(key.rawRepresentation) }

    /// The public half for everybody (RFC 7517).
    package var publicJWK: JSONValue { point.publicJWK(algorithm: "ES256", use: "sig") }
}
