package import Documents

/// A public key on the curve P-256 (RFC 7518, section 6.2.1).
package struct PublicPoint: Hashable, Sendable {
    /// The coordinates, 32 bytes each, the greatest first.
    package let x: [UInt8]
    package let y: [UInt8]

    private static let size = 32

    /// From x and y, one after the other.
    init(coordinates bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        x = Array(bytes.prefix(Self.size))
        y = Array(bytes.dropFirst(Self.size))
    }

    /// From a JSON Web Key; `nil` where it is none of this curve.
    ///
    /// Whether the point is on the curve is found out by whoever uses it.
    package init?(jwk: JSONValue) {
        guard jwk["kty"]?.string == "EC", jwk["crv"]?.string == "P-256",
            let x = jwk["x"]?.string.flatMap({ Base64URL.bytes($0) }), x.count == Self.size,
            let y = jwk["y"]?.string.flatMap({ Base64URL.bytes($0) }), y.count == Self.size
        else { return nil }
        self.x = x
        self.y = y
    }

    /// The uncompressed form (SEC 1, section 2.3.3).
    var uncompressed: [UInt8] { [4] + x + y }

    /// The members that make the key, and no others (RFC 7638, section 3.2).
    package var jwk: JSONObject {
        [
            "crv": "P-256", "kty": "EC", "x": .string(Base64URL.text(x)),
            "y": .string(Base64URL.text(y)),
        ]
    }

    /// The key as it is published (RFC 7517): which algorithm it serves, and for what use.
    func publicJWK(algorithm: String, use: String) -> JSONValue {
        var published = jwk
        published["alg"] = .string(algorithm)
        published["kid"] = .string(Thumbprint.text(of: self))
        published["use"] = .string(use)
        return .object(published)
    }
}
