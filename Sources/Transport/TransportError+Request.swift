extension TransportError {
    /// An error about that request: method, host and path are taken from it, nothing else is.
    package init(
        phase: Phase,
        request: HTTPRequest,
        code: Int32? = nil,
        reason: String,
        reasonCode: ReasonCode? = nil,
        mayHaveBeenSent: Bool? = nil
    ) {
        let parts = try? URLParts(request.url)
        self.init(
            phase: phase,
            method: request.shownMethod,
            host: parts?.authority ?? "",
            path: parts?.path ?? "",
            code: code,
            reason: reason,
            reasonCode: reasonCode,
            mayHaveBeenSent: mayHaveBeenSent
        )
    }
}
