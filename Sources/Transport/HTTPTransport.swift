/// The seam to the network: one method.
package protocol HTTPTransport: Sendable {
    /// Makes one call, once; retries are the caller's affair (`RetryPolicy`).
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
