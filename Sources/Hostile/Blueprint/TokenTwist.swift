/// How a token answer departs from what is usual, and is still one.
struct TokenTwist: Sendable, Hashable {
    /// What it says of the refresh token.
    enum Refresh: Sendable, Hashable {
        case asUsual, absent, empty, null
    }

    /// How it writes the end.
    enum Expiry: Sendable, Hashable {
        case asUsual
        /// A number in quotes.
        case text
        /// A thousand times too much.
        case thousandfold
        /// Beyond any life of a token.
        case absurd
        /// What RFC 6749, section 5.1, says of `expires_in`: seconds, whatever the file says.
        case standard
    }

    var refresh = Refresh.asUsual
    var expiry = Expiry.asUsual
}
