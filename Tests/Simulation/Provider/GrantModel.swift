import FoundationEssentials

/// One consent as the provider keeps it.
struct GrantModel: Sendable {
    /// Why nothing more comes of it.
    enum End: String, Sendable {
        case revoked, absolute, lapsed, reuse
    }

    struct Access: Sendable {
        var issued: Date
        var end: Date
        /// A token of an exchange's first step: good for the second step only.
        var isShort = false
    }

    let id: Int
    let account: Account
    let consentedAt: Date
    /// When it ended and why.
    var end: (cause: End, at: Date)?
    /// The newest refresh token.
    var refresh: String?
    /// One that works until the newest is used.
    var previous: String?
    /// When the refresh token ends unless it is used.
    var refreshEnd: Date?
    var access: [String: Access] = [:]
    /// Refresh tokens that have been used up.
    var spent: Set<String> = []
    /// True once an unsound `invalid_grant` was told, until a true word follows.
    var wasLiedAbout = false
}
