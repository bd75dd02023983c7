/// Tells whether two credentials are the same without holding either.
package enum CredentialHash {
    /// 128 random bits, in hex.
    package static func salt() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let text = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }.joined()
    }

    /// SHA-256 of salt and credential, in hex.
    package static func text(of credential: Secret, salt: String) -> String {
        CiphertextDigest.text(of: Array(salt.utf8) + Array(credential.reveal().utf8))
    }
}
