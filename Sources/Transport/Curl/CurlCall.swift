/// A request that has passed every check that can be made before it is sent.
struct CurlCall: Sendable {
    let request: HTTPRequest
    let url: URLParts
    /// What is left of the time for the whole call.
    let timeLeft: Duration

    init(_ request: HTTPRequest, timeLeft: Duration) throws(TransportError) {
        func refusal(_ reason: String) -> TransportError {
            TransportError(phase: .refused, request: request, reason: reason)
        }
        guard HTTPField.isMethod(request.method) else { throw refusal("the method is malformed") }
        do {
            url = try URLParts(request.url)
        } catch {
            throw refusal(error.description)
        }
        guard url.isCallable else {
            throw refusal(
                url.scheme == "http"
                    ? "plain http is for loopback hosts only; use https"
                    : "only https can be called"
            )
        }
        for (name, value) in request.headers {
            if let fault = HTTPField.fault(name: name, value: value) { throw refusal(fault) }
        }
        guard request.body == nil || !["GET", "HEAD"].contains(request.method) else {
            throw refusal("a \(request.method) carries no body")
        }
        self.request = request
        self.timeLeft = timeLeft
    }

    /// Calls to the same place share its limit.
    var host: String { "\(url.host):\(url.effectivePort ?? 0)" }
}
