package import FoundationEssentials

/// A primary key or a subkey.
package struct RecipientKeyPart: Hashable, Sendable {
    /// 16 hex digits, as in the encryption packets of a message (RFC 4880, section 5.1).
    package var keyID: String
    /// As gpg writes it: `cv25519`, `rsa4096`.
    package var algorithm: String
    package var canEncrypt: Bool
    /// Revoked, disabled or invalid: out of use whatever the date.
    package var isOutOfUse: Bool
    /// `nil` for never.
    package var expiresAt: Date?

    package init(
        keyID: String,
        algorithm: String,
        canEncrypt: Bool,
        isOutOfUse: Bool = false,
        expiresAt: Date? = nil
    ) {
        self.keyID = keyID
        self.algorithm = algorithm
        self.canEncrypt = canEncrypt
        self.isOutOfUse = isOutOfUse
        self.expiresAt = expiresAt
    }
}
