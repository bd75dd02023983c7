/// Calls by libcurl: one thread for all of them, connections kept and shared, HTTP/2 where the
/// server speaks it.
///
/// A call goes request -> `CurlCall` (checked) -> `CurlInbox` -> `CurlLoop` -> `CurlAnswer` ->
/// redirect or response. Call `shutdown()` when done; a transport that is merely dropped stops its
/// thread too, but nobody waits for it.
package final class CurlTransport: HTTPTransport {
    /// The most redirects a read follows.
    private static let mostRedirects = 3

    private let inbox: CurlInbox
    private let configuration: CurlConfiguration

    /// Fails only when the system gives no thread or descriptor.
    package init(configuration: CurlConfiguration = CurlConfiguration()) throws(CurlStartError) {
        guard let inbox = CurlInbox() else { throw .noDescriptor }
        guard CurlThread.start(inbox, configuration: configuration) else { throw .noThread }
        self.inbox = inbox
        self.configuration = configuration
    }

    deinit {
        inbox.stop()
    }

    /// Ends all calls under way as cancelled; returns when the thread and every connection are gone.
    package func shutdown() async {
        await inbox.shutdown()
    }

    /// Such as `libcurl/7.88.1 OpenSSL/3.0.11`.
    package static var libraryVersion: String { CurlLibrary.version }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let original = try CurlCall(request, timeLeft: configuration.totalTimeout)
        var call = original
        var end: ContinuousClock.Instant?
        var redirects = 0
        while true {
            let answer = try await inbox.perform(call).get()
            guard let next = try Redirect.request(after: answer, to: call) else {
                return answer.response
            }
            redirects += 1
            guard redirects <= Self.mostRedirects else {
                throw Redirect.fault("redirected more than \(Self.mostRedirects) times", original)
            }
            // Waiting for a place is not part of the time of the first exchange, hence no earlier.
            let now = ContinuousClock.now
            let deadline = end ?? now + configuration.totalTimeout
            end = deadline
            call = try CurlCall(next, timeLeft: now.duration(to: deadline))
        }
    }
}
