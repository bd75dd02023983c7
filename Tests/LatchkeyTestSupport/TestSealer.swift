internal import Crypto
package import Documents
internal import FoundationEssentials
package import JOSE

/// Seals as a browser does (RFC 7516; ECDH-ES with P-256, A256GCM), and as none should.
///
/// Written from the standard and apart from what opens.
package struct TestSealer {
    /// Members laid over the header before it is sealed; `null` takes one out.
    package var header: JSONObject = [:]
    /// The name of the content encryption in the key derivation.
    package var derivation = "A256GCM"

    package init() {}

    /// A compact JWE of the bytes.
    package func seal(_ bytes: [UInt8], to point: PublicPoint, id: String) throws -> String {
        let own = P256.KeyAgreement.PrivateKey()
        let theirs = try P256.KeyAgreement.PublicKey(
            x963Representation: [4] + point.x + point.y
        )
        let raw = Array(own.publicKey.rawRepresentation)
        var members: JSONObject = [
            "alg": "ECDH-ES", "enc": "A256GCM", "typ": "JWE", "cty": "json", "kid": .string(id),
            "epk": [
                "kty": "EC", "crv": "P-256", "x": .string(Base64URL.text(raw.prefix(32))),
                "y": .string(Base64URL.text(raw.dropFirst(32))),
            ],
        ]
        for member in header.members {
            members[member.name] = member.value == .null ? JSONValue?.none : member.value
        }
        let protected = Base64URL.text(JSONValue.object(members).compactText())
        let secret = try own.sharedSecretFromKeyAgreement(with: theirs)
        var hash = SHA256()
        hash.update(data: [0, 0, 0, 1])
        unsafe secret.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        let name = Array(derivation.utf8)
        hash.update(data: [0, 0, 0, UInt8(name.count)] + name)
        hash.update(data: [UInt8](repeating: 0, count: 8) + [0, 0, 1, 0])
        let box = try AES.GCM.seal(
            bytes,
            using: SymmetricKey(data: Array(hash.finalize())),
            authenticating: Array(protected.utf8)
        )
        return [
            protected, "", Base64URL.text(Array(box.nonce)), Base64URL.text(box.ciphertext),
            Base64URL.text(box.tag),
        ].joined(separator: ".")
    }

    package func seal(_ document: JSONValue, to key: SealingKey) throws -> String {
        try seal(document.compactText(), to: key.point, id: key.id)
    }
}
