/// The three clocks of a grant, and the code's, where the provider states them.
package struct Lifetimes: Sendable {
    /// How long an authorization code may be exchanged: 10 minutes unless stated.
    package var code: Span
    /// The access token's life where the answer does not tell; `nil` means it has no end.
    package var access: Span?
    /// The refresh token's life counted from the latest answer that brought or renewed it.
    package var refresh: Span?
    /// Counted from the person's consent; no refresh moves it: Spotify 6 months.
    package var absolute: Span?

    package init(code: Span, access: Span?, refresh: Span?, absolute: Span?) {
        self.code = code
        self.access = access
        self.refresh = refresh
        self.absolute = absolute
    }
}
