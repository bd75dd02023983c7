import Crypto
import Documents
package import Vault

/// Proof Key for Code Exchange (RFC 7636), method S256.
package struct PKCE: Sendable {
    /// 43 characters of base64url from 32 random bytes (section 4.1).
    package let verifier: Secret
    /// The verifier's SHA-256 in base64url (section 4.2).
    package let challenge: String

    package init() {
        self.init(verifier: RandomText.make())
    }

    init(verifier: String) {
        self.verifier = Secret(verifier)
        challenge = Base64URL.text(SHA256.hash(data: Array(verifier.utf8)))
    }
}
