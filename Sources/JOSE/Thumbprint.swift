internal import Crypto
internal import Documents

/// A key's name made from the key itself (RFC 7638).
enum Thumbprint {
    /// SHA-256 of the key's members in their order, as base64url: 43 characters.
    static func text(of point: PublicPoint) -> String {
        Base64URL.text(SHA256.hash(data: JSONValue.object(point.jwk).canonicalLine()))
    }
}
