package import FoundationEssentials

/// That a refresh token is about to be spent, written down before it is.
///
/// Holds no secret: what is spent shows as a salted hash.
package struct Intent: Hashable, Sendable {
    package var user: UserID
    package var provider: String
    package var label: String
    /// The connection's generation before; a result makes it grow.
    package var generation: Int
    package var at: Date
    /// SHA-256 of salt and credential, in hex.
    package var credentialHash: String

    package init(_ user: UserID, _ connection: Connection, spends credential: Secret, at: Date) {
        self.user = user
        provider = connection.provider
        label = connection.label
        generation = connection.generation
        self.at = at
        credentialHash = CiphertextDigest.text(
            of: Array("\(user)/\(provider)/\(label)/\(generation)/".utf8)
                + Array(credential.reveal().utf8)
        )
    }

    init(
        user: UserID,
        provider: String,
        label: String,
        generation: Int,
        at: Date,
        credentialHash: String
    ) {
        self.user = user
        self.provider = provider
        self.label = label
        self.generation = generation
        self.at = at
        self.credentialHash = credentialHash
    }
}
