/// A call that got no answer.
///
/// Carries method, host and path, never a query, a body or a header.
package struct TransportError: Error, Hashable, Sendable {
    /// How far the call got.
    package enum Phase: String, Hashable, Sendable {
        /// Refused before anything was sent: bad URL, plain http to a foreign host.
        case refused
        /// Name, connection, TLS: the provider saw no request.
        case connecting
        /// The request may have arrived, and may have been acted on.
        case sent
        /// The caller gave up (a signal, a deadline); `mayHaveBeenSent` says when.
        case cancelled
    }

    package let phase: Phase
    /// Whether the provider may have acted on the call: what decides if a one-time credential
    /// is in doubt.
    package let mayHaveBeenSent: Bool
    package let method: String
    /// With the port where the URL names one.
    package let host: String
    /// Clipped: a path may hold an identifier, and nobody needs all of a long one.
    package let path: String
    /// curl's number, where curl failed.
    package let code: Int32?
    /// One of a few words, for files and counts.
    package let reasonCode: ReasonCode
    /// One sentence, lower case, no final stop.
    package let reason: String

    /// Where they are not told, the reason's code follows from phase and curl's number, and a
    /// cancelled call may have been sent.
    package init(
        phase: Phase,
        method: String,
        host: String,
        path: String,
        code: Int32?,
        reason: String,
        reasonCode: ReasonCode? = nil,
        mayHaveBeenSent: Bool? = nil
    ) {
        self.phase = phase
        self.method = method
        self.host = host
        self.path = path.count > URLParts.shownPathLength ? URLParts.clipped(path) : path
        self.code = code
        self.reason = reason
        self.reasonCode = reasonCode ?? ReasonCode(phase: phase, code: code)
        switch phase {
        case .refused, .connecting: self.mayHaveBeenSent = false
        case .sent: self.mayHaveBeenSent = true
        case .cancelled: self.mayHaveBeenSent = mayHaveBeenSent ?? true
        }
    }
}

extension TransportError: CustomStringConvertible {
    /// `POST api.example.com/token: connection reset by peer (curl 56)`.
    package var description: String {
        let place = host.isEmpty ? "" : " \(host)\(path)"
        let number = code.map { " (curl \($0))" } ?? ""
        return "\(method)\(place): \(reason)\(number)"
    }
}
