/// Limits of a `CurlTransport`.
package struct CurlConfiguration: Sendable {
    /// For name, connection and TLS together.
    package var connectTimeout: Duration = .seconds(10)
    /// From the start of the call to the first byte of an answer.
    package var firstByteTimeout: Duration = .seconds(30)
    /// For the whole call, redirects included, however slowly the answer drips.
    ///
    /// The time a call waits for its place does not count.
    package var totalTimeout: Duration = .seconds(60)
    /// The largest body, in bytes, measured after decompression.
    package var answerLimit = 8 * 1024 * 1024
    /// Calls in flight at once; the others wait their turn.
    ///
    /// Each may need a connection, and each connection a descriptor.
    package var calls = 512
    /// Calls in flight at once to a host and port that nothing is known of yet.
    package var firstCallsPerHost = 16
    /// Calls in flight at once to one host and port, however well it answers.
    package var mostCallsPerHost = 256
    /// What hosts have borne before, and now.
    package var hosts = HostMemory()
    /// Sent where the request has no `User-Agent` of its own.
    package var userAgent = "latchkey"
    package var authorities: CertificateAuthorities = .system

    package init() {}
}
