package import FoundationEssentials

/// An authorization a person was sent off to give, until its callback comes (RFC 6749, 4.1.1).
package struct PendingAuthorization: Sendable, Hashable {
    /// The callback must bring it back (RFC 6749, section 10.12).
    package var state: Secret
    /// The PKCE verifier (RFC 7636), where PKCE is used.
    package var verifier: Secret?
    package var redirectURI: String
    package var begunAt: Date
    /// The parameters it was begun with; a grant that is there keeps its own until then.
    package var parameters: [String: Secret]

    package init(
        state: Secret,
        verifier: Secret?,
        redirectURI: String,
        begunAt: Date,
        parameters: [String: Secret] = [:]
    ) {
        self.state = state
        self.verifier = verifier
        self.redirectURI = redirectURI
        self.begunAt = begunAt
        self.parameters = parameters
    }
}
