import Loopback
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that answers to the byte what it is told, rude answers included.
///
/// A thread a connection. The first part of a request's path names the provider that answers it,
/// so that any number of them share a port.
final class WireServer: Sendable {
    /// What a provider says to a request, whose path no longer names the provider.
    typealias Reply = @Sendable (LoopbackRequest) -> WireAnswer

    private struct State {
        var replies: [String: Reply] = [:]
        var next = 0
        var isStopped = false
    }

    private let state = Mutex(State())
    private let listener: LoopbackListener
    private let refuser: LoopbackSocket

    /// Listens at once; `nil` when the system gives no sockets or no thread.
    init?() {
        guard let listener = LoopbackListener() else { return nil }
        guard let refuser = LoopbackSocket(listens: false) else { return nil }
        self.listener = listener
        self.refuser = refuser
        let isServing = listener.serve { [self] connection in
            while let request = connection.readRequest() {
                guard connection.write(answer(request)) else { break }
            }
        }
        guard isServing else { return nil }
    }

    /// A base URL where nobody listens, so that every connection is refused.
    var refusingURL: String { refuser.url }

    /// Begins to answer for one more provider; its base URL and its name.
    func open(_ reply: @escaping Reply) -> (url: String, name: String) {
        let name = state.withLock { state in
            state.next += 1
            let name = "p\(state.next)"
            state.replies[name] = reply
            return name
        }
        return ("\(listener.url)/\(name)", name)
    }

    func close(_ name: String) {
        state.withLock { $0.replies[name] = nil }
    }

    /// Ends all connections; the threads go soon after.
    func stop() {
        let isFirst = state.withLock { state in
            defer { state.isStopped = true }
            state.replies = [:]
            return !state.isStopped
        }
        guard isFirst else { return }
        listener.stop()
        refuser.close()
    }

    private func answer(_ request: LoopbackRequest) -> WireAnswer {
        let name = request.target.dropFirst().prefix { $0 != "/" && $0 != "?" }
        guard let reply = state.withLock({ $0.replies[String(name)] }) else {
            return WireAnswer(status: 404, body: Array("{}".utf8))
        }
        var addressed = request
        addressed.target = String(request.target.dropFirst(name.count + 1))
        return reply(addressed)
    }
}
