/// Where a token answer keeps each value (RFC 6749, section 5.1, unless the file says otherwise).
package struct TokenAnswer: Sendable {
    package var accessToken: ValuePick
    package var refreshToken: ValuePick
    package var expiry: ExpiryPick
    package var refreshExpiry: ExpiryPick
    /// A string split at spaces or commas, or an array of strings.
    package var scope: ValuePick
    /// The account's id as exact text; picks nothing by default.
    package var accountID: ValuePick
    /// Kept in the grant for later templates: extra name to pick.
    package var copied: [String: ValuePick]

    package init(
        accessToken: ValuePick,
        refreshToken: ValuePick,
        expiry: ExpiryPick,
        refreshExpiry: ExpiryPick,
        scope: ValuePick,
        accountID: ValuePick,
        copied: [String: ValuePick]
    ) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.expiry = expiry
        self.refreshExpiry = refreshExpiry
        self.scope = scope
        self.accountID = accountID
        self.copied = copied
    }
}
