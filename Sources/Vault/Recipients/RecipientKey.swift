package import FoundationEssentials

/// What a keyring knows of one OpenPGP key.
package struct RecipientKey: Hashable, Sendable {
    /// Of the primary key, 40 hex digits.
    package var fingerprint: String
    package var userIDs: [String]
    package var isRevoked: Bool
    package var isDisabled: Bool
    package var isInvalid: Bool
    /// When the primary key expires; `nil` for never.
    package var expiresAt: Date?
    /// Whether the keyring also has the secret key.
    package var hasSecret: Bool
    /// The primary key and its subkeys.
    package var parts: [RecipientKeyPart]

    package init(
        fingerprint: String,
        userIDs: [String],
        isRevoked: Bool = false,
        isDisabled: Bool = false,
        isInvalid: Bool = false,
        expiresAt: Date? = nil,
        hasSecret: Bool = false,
        parts: [RecipientKeyPart]
    ) {
        self.fingerprint = fingerprint
        self.userIDs = userIDs
        self.isRevoked = isRevoked
        self.isDisabled = isDisabled
        self.isInvalid = isInvalid
        self.expiresAt = expiresAt
        self.hasSecret = hasSecret
        self.parts = parts
    }

    /// The first user id, or the fingerprint where there is none.
    package var name: String { userIDs.first ?? fingerprint }
}
