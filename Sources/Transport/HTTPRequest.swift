/// One HTTP call to make.
///
/// Its description shows method, host and path, never a query, a header value or a body.
package struct HTTPRequest: Sendable {
    /// How the call may be repeated and redirected.
    package enum Kind: Hashable, Sendable {
        /// Reads only: may be repeated after any failure, may follow redirects on its own host.
        case read
        /// Changes something, the same way however often it is made: may be repeated, no redirects.
        case renew
        /// May spend a one-time credential: never repeated once it may have been sent, no redirects.
        case spend
    }

    /// `GET`, `POST`, `DELETE`, `PUT`, `PATCH`.
    package var method: String
    /// Absolute, https, or http to a loopback address.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?
    package var kind: Kind
    /// Calls to its host and port that may be under way at once; `nil` where only answers decide.
    package var mostAtOnce: Int?
    /// Asked each time the call is about to go out, repeated or redirected; where it says false the
    /// call ends as cancelled, and nothing is sent.
    package var mayGo: (@Sendable () -> Bool)?
    /// Called where the answer is a 429 (RFC 6585, section 4), before any call that waits may go.
    package var wasRefused: (@Sendable () -> Void)?

    package init(
        method: String,
        url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil,
        kind: Kind
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.kind = kind
    }
}
