/// What one exchange on the wire gave: an answer, and where it points if it is a redirect.
struct CurlAnswer: Sendable {
    var response: HTTPResponse
    /// Absolute, resolved by curl.
    var redirect: String?
}
