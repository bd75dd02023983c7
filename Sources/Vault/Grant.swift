package import FoundationEssentials

/// What a person's consent gave (RFC 6749, section 5.1), and its times.
package struct Grant: Sendable, Hashable {
    /// `nil` where it is fetched, used and forgotten on each run.
    package var accessToken: Secret?
    package var refreshToken: Secret?
    /// What was really granted.
    package var scopes: [String]
    /// When the person consented: the absolute life counts from here, and no refresh moves it.
    package var authorizedAt: Date
    /// When the newest access token was issued: the minimum age counts from here.
    package var issuedAt: Date
    /// When the access token ends; `nil` means it has no end.
    package var accessExpiresAt: Date?
    /// When the refresh token ends unless it is used; `nil` means it has no known end.
    package var refreshExpiresAt: Date?
    /// Values copied from the callback or from token answers, for later templates.
    package var extra: [String: Secret]

    package init(
        accessToken: Secret?,
        refreshToken: Secret?,
        scopes: [String],
        authorizedAt: Date,
        issuedAt: Date,
        accessExpiresAt: Date?,
        refreshExpiresAt: Date?,
        extra: [String: Secret]
    ) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.scopes = scopes
        self.authorizedAt = authorizedAt
        self.issuedAt = issuedAt
        self.accessExpiresAt = accessExpiresAt
        self.refreshExpiresAt = refreshExpiresAt
        self.extra = extra
    }
}
