package import FoundationEssentials

/// An authorization code on its way to becoming a grant.
package struct PendingCode: Sendable, Hashable {
    package var code: Secret
    /// The redirect URI it was asked for with: the exchange must repeat it.
    package var redirectURI: String
    /// The PKCE verifier (RFC 7636), where PKCE is used.
    package var verifier: Secret?
    package var receivedAt: Date
    /// When an exchange was begun.
    ///
    /// Set durably before the code is sent: a code is sent once.
    package var attemptedAt: Date?
    /// Values copied from the callback.
    package var extra: [String: Secret]
    /// The parameters the code was asked for with; they become the connection's with its grant.
    package var parameters: [String: Secret]

    /// What the first steps of its exchange brought; the code itself is spent then, and the next run
    /// goes on from here.
    package var steps: [ExchangeStep]

    package init(
        code: Secret,
        redirectURI: String,
        verifier: Secret?,
        receivedAt: Date,
        attemptedAt: Date? = nil,
        extra: [String: Secret] = [:],
        parameters: [String: Secret] = [:],
        steps: [ExchangeStep] = []
    ) {
        self.code = code
        self.redirectURI = redirectURI
        self.verifier = verifier
        self.receivedAt = receivedAt
        self.attemptedAt = attemptedAt
        self.extra = extra
        self.parameters = parameters
        self.steps = steps
    }
}
