/// Which redirects are followed: those of reads, to the same scheme, host and port, since the
/// headers and the URL carry credentials.
enum Redirect {
    /// The request to make next; nil when the answer is the answer.
    static func request(
        after answer: CurlAnswer,
        to call: CurlCall
    ) throws(TransportError) -> HTTPRequest? {
        guard call.request.kind == .read, let target = answer.redirect,
            var next = request(after: answer.response.status, to: call.request)
        else { return nil }
        let url: URLParts
        do {
            url = try URLParts(target)
        } catch {
            throw fault("redirected to a malformed URL: \(error.description)", call)
        }
        guard url.hasSameOrigin(as: call.url) else {
            throw fault(
                "redirected to \(url.scheme)://\(url.authority), which is not followed",
                call
            )
        }
        next.url = target
        return next
    }

    static func fault(_ reason: String, _ call: CurlCall) -> TransportError {
        TransportError(phase: .sent, request: call.request, reason: reason, reasonCode: .redirect)
    }

    /// The same request again or, after a 303, a GET (RFC 9110 section 15.4).
    private static func request(after status: Int, to request: HTTPRequest) -> HTTPRequest? {
        switch status {
        case 301 where request.body == nil, 302 where request.body == nil, 307, 308:
            return request
        case 303:
            var next = request
            next.method = request.method == "HEAD" ? "HEAD" : "GET"
            next.body = nil
            next.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
            return next
        default:
            return nil
        }
    }
}
