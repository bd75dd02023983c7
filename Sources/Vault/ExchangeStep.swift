package import FoundationEssentials

/// What one finished call of an exchange brought, kept until the last one has succeeded.
///
/// A provider may give a token of an hour first and one of two months for it (Instagram): what ends
/// the run between the two must not cost the person's consent.
package struct ExchangeStep: Sendable, Hashable {
    /// What the answer told about an end.
    package enum End: Sendable, Hashable {
        case untold
        case never
        case at(Date)
    }

    package var accessToken: Secret?
    package var refreshToken: Secret?
    package var accessEnd: End
    package var refreshEnd: End
    /// `nil` where the answer did not tell.
    package var scopes: [String]?
    package var accountID: String?
    /// Values copied from the answer, for later steps.
    package var extra: [String: Secret]
    /// When the answer came.
    package var answeredAt: Date

    package init(
        accessToken: Secret?,
        refreshToken: Secret?,
        accessEnd: End,
        refreshEnd: End,
        scopes: [String]?,
        accountID: String?,
        extra: [String: Secret],
        answeredAt: Date
    ) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.accessEnd = accessEnd
        self.refreshEnd = refreshEnd
        self.scopes = scopes
        self.accountID = accountID
        self.extra = extra
        self.answeredAt = answeredAt
    }
}
