package import FoundationEssentials

/// That a one-time credential is about to be spent, written down before it is.
///
/// Holds no secret: what is spent shows as a salted hash.
package struct Intent: Hashable, Sendable {
    /// What is spent.
    package enum Kind: String, Hashable, Sendable {
        /// An authorization code (RFC 6749, section 4.1.3).
        case code
        /// A refresh token that may rotate (section 6).
        case refresh
    }

    package var kind: Kind
    package var user: UserID
    package var provider: String
    package var label: String
    /// The connection's generation before; a result makes it grow.
    package var generation: Int
    package var at: Date
    /// What the hash begins with: random, of the run.
    package var salt: String
    /// SHA-256 of salt and credential, in hex.
    package var credentialHash: String
    /// True where another machine may go on from a copy: what is on its disk then tells nothing of
    /// what was done after this was written.
    package var isShared: Bool

    package init(
        _ kind: Kind,
        _ user: UserID,
        _ connection: Connection,
        spends credential: Secret,
        salt: String,
        isShared: Bool,
        at: Date
    ) {
        self.init(
            kind: kind,
            user: user,
            provider: connection.provider,
            label: connection.label,
            generation: connection.generation,
            at: at,
            salt: salt,
            credentialHash: CredentialHash.text(of: credential, salt: salt),
            isShared: isShared
        )
    }

    init(
        kind: Kind,
        user: UserID,
        provider: String,
        label: String,
        generation: Int,
        at: Date,
        salt: String,
        credentialHash: String,
        isShared: Bool
    ) {
        self.kind = kind
        self.user = user
        self.provider = provider
        self.label = label
        self.generation = generation
        self.at = at
        self.salt = salt
        self.credentialHash = credentialHash
        self.isShared = isShared
    }

    /// Whether it is this credential that was to be spent.
    package func spends(_ credential: Secret) -> Bool {
        CredentialHash.text(of: credential, salt: salt) == credentialHash
    }
}
