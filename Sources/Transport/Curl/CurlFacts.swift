/// What curl knows of a call that failed; enough to tell whether the provider can have seen it.
struct CurlFacts: Hashable, Sendable {
    var isSecure = true
    /// Microseconds until the request had gone out; 0 before.
    var pretransferTime = 0
    /// Microseconds until TLS stood; 0 before, or without TLS.
    var handshakeTime = 0
    /// Bytes of requests written, those to a proxy included.
    var requestBytes = 0
    /// Connections made for the call; 0 when it rode on one that was open.
    var newConnections = 0
    /// What a proxy answered to CONNECT; 0 when it was not asked or did not answer.
    var proxyStatus = 0
    /// The system's error number behind curl's.
    var systemError: Int32 = 0
    var hasAnswerBegun = false
    var isTooLarge = false
    /// Whether curl was about to send the request a second time, and was kept from it.
    var wasRepetitionStopped = false
    /// curl's own sentence about a TLS failure.
    var detail = ""

    /// False only where it is certain that nothing reached the provider.
    var mayHaveBeenSent: Bool {
        if hasAnswerBegun || pretransferTime > 0 || wasRepetitionStopped { return true }
        if requestBytes == 0 { return false }
        // The bytes were a CONNECT to a proxy: without TLS to the provider no request can follow.
        return !(isSecure && newConnections > 0 && handshakeTime == 0)
    }
}
