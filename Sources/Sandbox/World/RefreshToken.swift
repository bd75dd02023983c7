import FoundationEssentials

/// What the provider knows of a refresh token it gave out.
struct RefreshToken: Sendable {
    let grant: Int
    let issuedAt: Date
    /// `nil` where only the grant's own end counts.
    let expiresAt: Date?
    /// Whether another token has taken its place.
    var isSpent = false
}
