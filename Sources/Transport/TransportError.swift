/// A call that got no answer. Carries method, host and path, never a query, a body or a header.
package struct TransportError: Error, Hashable, Sendable {
    /// How far the call got.
    package enum Phase: String, Hashable, Sendable {
        /// Refused before anything was sent: bad URL, plain http to a foreign host.
        case refused
        /// Name, connection, TLS: the provider saw no request.
        case connecting
        /// The request may have arrived, and may have been acted on.
        case sent
        /// The caller gave up (a signal, a deadline).
        case cancelled
    }

    package let phase: Phase
    package let method: String
    package let host: String
    package let path: String
    /// curl's number, where curl failed.
    package let code: Int32?
    /// One sentence, lower case, no final stop.
    package let reason: String

    package init(
        phase: Phase, method: String, host: String, path: String, code: Int32?, reason: String
    ) {
        self.phase = phase
        self.method = method
        self.host = host
        self.path = path
        self.code = code
        self.reason = reason
    }
}
