/// What a failed call means for a connection.
package enum FailureClass: String, Sendable, CaseIterable {
    /// The grant is gone by the provider's own word: only the person can help.
    case reconnect
    /// The access token is no longer good: refresh once, repeat once.
    case expiredToken = "expired_token"
    /// Too many calls: stop and come back later.
    case rateLimited = "rate_limited"
    /// A passing fault: retry with backoff, condemn nobody.
    case transient
    /// A scope or a right is missing; a new login alone may not help.
    case permission
    /// The app's own registration or credentials are wrong: not the person's fault.
    case app
    /// The request itself is wrong: the pipeline file needs mending.
    case badRequest = "bad_request"
    /// The thing asked for is not there: skip it.
    case notFound = "not_found"
}
