/// How a grant is renewed (RFC 6749, section 6, or the provider's own way).
package struct RefreshDefinition: Sendable {
    /// Which credential the call presents.
    package enum Credential: String, Sendable, CaseIterable {
        case refreshToken = "refresh_token"
        /// The access token renews itself: Instagram, Threads.
        case accessToken = "access_token"
    }

    /// Whether a call may spend the refresh token for good.
    package enum Rotation: String, Sendable, CaseIterable {
        /// Each answer brings a new one and the old one dies.
        case always
        /// Some answers bring a new one: store it when it comes.
        case sometimes
        case never
    }

    package var step: TokenStep
    package var credential: Credential
    package var rotation: Rotation
    /// The provider refuses to renew a token younger than this: Instagram 24 h.
    package var minimumAge: Span?
    /// Renew once no more than this is left: 10 days by default.
    package var window: Span

    package init(
        step: TokenStep,
        credential: Credential,
        rotation: Rotation,
        minimumAge: Span?,
        window: Span
    ) {
        self.step = step
        self.credential = credential
        self.rotation = rotation
        self.minimumAge = minimumAge
        self.window = window
    }
}
