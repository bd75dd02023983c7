internal import Crypto
package import Documents

/// A signed text in the compact form (RFC 7515, section 7.1); ES256 alone is read and made.
package struct CompactJWS: Sendable {
    /// Which key it says it is signed with.
    package let keyID: String
    /// What kind of thing it says it is.
    package let type: String?

    private let payload: [UInt8]
    /// Header and payload as they were written: what is signed.
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Takes the text apart; nothing in it is to be believed before `verified` has worked.
    package init(_ text: String) throws(JOSEProblem) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed("it is no compact JWS of three parts") }
        let header = try JOSEHeader(parts[0])
        try header.require("alg", "ES256")
        // An unencoded payload (RFC 7797) would be read otherwise.
        try header.refuse("b64")
        guard let keyID = header.text("kid") else { throw .malformed("it names no key") }
        guard let payload = Base64URL.bytes(parts[1]), let signature = Base64URL.bytes(parts[2])
        else { throw .malformed("its parts are not base64url") }
        self.keyID = keyID
        type = header.text("typ")
        self.payload = payload
        signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
    }

    /// The payload, once the signature fits the key that it names.
    package func verified(by keys: [SigningKey]) throws(JOSEProblem) -> [UInt8] {
        guard let key = keys.first(where: { $0.id == keyID }) else { throw .unknownKey }
        guard Self.isValid(signature, of: signed, by: key.point) else { throw .notGenuine }
        return payload
    }

    /// The payload unchecked, for whoever made it or wants no more than its name.
    package var unverified: [UInt8] { payload }

    static func isValid(_ signature: [UInt8], of signed: [UInt8], by point: PublicPoint) -> Bool {
        guard let key = try? P256.Signing.PublicKey(x963Representation: point.uncompressed),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
        else { return false }
        return key.isValidSignature(signature, for: signed)
    }

    /// Signs a payload.
    ///
    /// - Throws: `malformed` where the system's random source fails.
    package static func make(
        _ payload: JSONValue,
        type: String,
        by key: SigningKey
    ) throws(JOSEProblem) -> String {
        let header: JSONValue = [
            "alg": "ES256", "kid": .string(key.id), "typ": .string(type),
        ]
        let signed = [header, payload].map { Base64URL.text($0.compactText()) }
            .joined(separator: ".")
        guard let signature = try? key.key.signature(for: Array(signed.utf8)) else {
            throw .malformed("it can't be signed")
        }
        return "\(signed).\(Base64URL.text(signature.rawRepresentation))"
    }
}
