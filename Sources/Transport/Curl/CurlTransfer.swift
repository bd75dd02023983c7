import CCurl
import Glibc

/// One call on one handle, and the handle again for the next call.
///
/// Lives on the curl thread.
final class CurlTransfer {
    let handle: CurlHandle
    /// Whether the call goes without TLS, and so must not leave this machine.
    private(set) var isPlain = false
    /// How often the request has gone out, or was about to; counted for a call that may spend.
    private var timesBegun = 0
    /// Seconds for which a connection may have idled that a call rides on which may spend.
    private static let longestIdle = 2
    private(set) var reader = AnswerReader(limit: 0)
    private var headers = CurlHeaderList()
    private var body: PinnedBytes?
    /// curl writes the story of a failure here.
    private let errorText = PinnedBytes(Array(repeating: 0, count: Int(CURL_ERROR_SIZE)))

    init() throws(CurlCode) {
        handle = try CurlHandle()
    }

    /// Makes the handle ready for a call, whatever it did before.
    func prepare(
        _ call: CurlCall,
        configuration: CurlConfiguration,
        share: borrowing CurlShare
    ) throws(CurlCode) {
        clear()
        isPlain = call.url.scheme == "http"
        reader = AnswerReader(limit: configuration.answerLimit)
        try handle.use(share)
        try setConnection(call, configuration)
        try setTrust(configuration)
        try setRequest(call.request, configuration)
        try setCallbacks()
    }

    /// Lets go of everything that may hold a secret, and of every address curl was told.
    func clear() {
        handle.reset()
        headers = CurlHeaderList()
        body = nil
        errorText.clear()
        timesBegun = 0
        reader = AnswerReader(limit: 0)
    }

    /// Whether the request may go out: not a second time.
    func beginRequest() -> Bool {
        timesBegun += 1
        return timesBegun == 1
    }

    func takeHeaderLine(_ line: some Collection<UInt8>) -> Bool { reader.takeHeaderLine(line) }

    func takeBody(_ bytes: some Collection<UInt8>) -> Bool { reader.takeBody(bytes) }

    /// What there is to know when the call ends, before the handle is cleared.
    var facts: CurlFacts {
        CurlFacts(
            isSecure: !isPlain,
            pretransferTime: handle.size(CURLINFO_PRETRANSFER_TIME_T),
            handshakeTime: handle.size(CURLINFO_APPCONNECT_TIME_T),
            requestBytes: handle.number(CURLINFO_REQUEST_SIZE),
            newConnections: handle.number(CURLINFO_NUM_CONNECTS),
            proxyStatus: handle.number(CURLINFO_HTTP_CONNECTCODE),
            systemError: Int32(truncatingIfNeeded: handle.number(CURLINFO_OS_ERRNO)),
            hasAnswerBegun: reader.hasBegun,
            isTooLarge: reader.isTooLarge,
            wasRepetitionStopped: timesBegun > 1,
            detail: errorText.text
        )
    }

    /// From when the request had gone out to the first byte of the answer; connecting not included.
    var answerTime: Duration {
        let begun = handle.size(CURLINFO_STARTTRANSFER_TIME_T)
        return .microseconds(max(begun - handle.size(CURLINFO_PRETRANSFER_TIME_T), 0))
    }

    var answer: CurlAnswer {
        CurlAnswer(
            response: HTTPResponse(
                status: handle.number(CURLINFO_RESPONSE_CODE),
                headers: reader.headers,
                body: reader.body
            ),
            redirect: handle.text(CURLINFO_REDIRECT_URL)
        )
    }

    private func setConnection(
        _ call: CurlCall,
        _ configuration: CurlConfiguration
    ) throws(CurlCode) {
        try handle.set(CURLOPT_NOSIGNAL, true)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.curlMilliseconds)
        try handle.set(CURLOPT_TIMEOUT_MS, call.timeLeft.curlMilliseconds)
        try handle.set(CURLOPT_TCP_KEEPALIVE, true)
        try handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Plain http never becomes HTTP/2 here, and would only queue behind the first answer.
        try handle.set(CURLOPT_PIPEWAIT, !isPlain)
        if call.request.kind == .spend { try setOnce() }
        try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        // The empty text means no proxy, whatever the environment says.
        if call.url.isLoopback { try handle.set(CURLOPT_PROXY, "") }
    }

    /// When a connection kept open dies before the first byte of an answer, curl sends the request
    /// again on a new one, and says nothing.
    ///
    /// It asks before each time. Where it is too old to ask, a call that may spend something rides
    /// on a connection of its own, on which curl repeats nothing.
    private func setOnce() throws(CurlCode) {
        let this = unsafe Unmanaged.passUnretained(self).toOpaque()
        if unsafe handle.set(beforeRequest: CurlCallbacks.beforeRequest, this) {
            // A connection that has idled may be about to be closed: then nobody could tell whether
            // the call had arrived.
            try handle.set(CURLOPT_MAXAGE_CONN, Self.longestIdle)
        } else {
            try handle.set(CURLOPT_FRESH_CONNECT, true)
        }
    }

    private func setTrust(_ configuration: CurlConfiguration) throws(CurlCode) {
        try handle.allowHTTPOnly()
        try handle.set(CURLOPT_FOLLOWLOCATION, false)
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try handle.set(CURLOPT_SSL_VERIFYPEER, 1)
        try handle.set(CURLOPT_SSL_VERIFYHOST, 2)
        guard case .custom(let file, let folder) = configuration.authorities else { return }
        if let file { try handle.set(CURLOPT_CAINFO, file) }
        if let folder { try handle.set(CURLOPT_CAPATH, folder) }
    }

    private func setRequest(
        _ request: HTTPRequest,
        _ configuration: CurlConfiguration
    ) throws(CurlCode) {
        try handle.set(CURLOPT_URL, request.url)
        try handle.set(CURLOPT_USERAGENT, configuration.userAgent)
        // The empty text means every compression this curl can undo.
        try handle.set(CURLOPT_ACCEPT_ENCODING, "")
        try handle.set(size: CURLOPT_MAXFILESIZE_LARGE, max(configuration.answerLimit, 1))

        try headers.suppress("Expect")
        for (name, value) in request.headers { try headers.append(name: name, value: value) }
        switch request.method {
        case "GET": try handle.set(CURLOPT_HTTPGET, true)
        case "HEAD": try handle.set(CURLOPT_NOBODY, true)
        case "DELETE" where request.body == nil, "OPTIONS" where request.body == nil:
            try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        default: try setBody(request)
        }
        try handle.setHeaders(headers)
    }

    private func setBody(_ request: HTTPRequest) throws(CurlCode) {
        let bytes = PinnedBytes(request.body ?? [])
        try handle.set(CURLOPT_POST, true)
        try handle.setBody(bytes)
        body = consume bytes
        if request.method != "POST" { try handle.set(CURLOPT_CUSTOMREQUEST, request.method) }
        // curl would call any body a form.
        let hasType = request.headers.contains { $0.name.lowercased() == "content-type" }
        if !hasType { try headers.suppress("Content-Type") }
    }

    private func setCallbacks() throws(CurlCode) {
        try unsafe handle.set(CURLOPT_ERRORBUFFER, pointer: errorText.start)
        let this = unsafe Unmanaged.passUnretained(self).toOpaque()
        try unsafe handle.set(CURLOPT_HEADERDATA, pointer: this)
        try unsafe handle.set(CURLOPT_WRITEDATA, pointer: this)
        try unsafe handle.set(CURLOPT_OPENSOCKETDATA, pointer: this)
        try unsafe handle.set(CURLOPT_HEADERFUNCTION, callback: CurlCallbacks.header)
        try unsafe handle.set(CURLOPT_WRITEFUNCTION, callback: CurlCallbacks.body)
        try unsafe handle.set(openSocket: CurlCallbacks.openSocket)
    }
}

/// Its handle and its buffers are curl's while a call runs: only the curl thread touches it.
@available(*, unavailable)
extension CurlTransfer: Sendable {}
