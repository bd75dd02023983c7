import FoundationEssentials

/// What the provider knows of an access token it gave out.
struct AccessToken: Sendable {
    let grant: Int
    let issuedAt: Date
    let expiresAt: Date
    /// Instagram's first token, good for an hour and for one thing: the exchange for a long one.
    var isShortLived = false
}
