/// The code a connection sent last, as a salted hash: the same one pasted again is not sent again.
package struct SpentCode: Hashable, Sendable {
    package var salt: String
    /// SHA-256 of salt and code, in hex.
    package var hash: String

    package init(salt: String, hash: String) {
        self.salt = salt
        self.hash = hash
    }

    package init(_ code: Secret, salt: String) {
        self.init(salt: salt, hash: CredentialHash.text(of: code, salt: salt))
    }

    /// Whether it is this code.
    package func isSame(as code: Secret) -> Bool {
        CredentialHash.text(of: code, salt: salt) == hash
    }
}
