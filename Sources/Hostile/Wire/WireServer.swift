import Glibc
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that answers to the byte what it is told, rude answers included.
///
/// A thread a connection. The first part of a request's path names the provider that answers it,
/// so that any number of them share a port.
final class WireServer: Sendable {
    /// What a provider says to a request, whose path no longer names the provider.
    typealias Reply = @Sendable (WireRequest) -> WireAnswer

    private struct State {
        var replies: [String: Reply] = [:]
        var next = 0
        var isStopping = false
        var open: Set<Int32> = []
    }

    private let state = Mutex(State())
    private let listener: WireSocket
    private let refuser: WireSocket

    /// Listens at once; `nil` when the system gives no sockets or no thread.
    init?() {
        guard let listener = WireSocket(listens: true) else { return nil }
        guard let refuser = WireSocket(listens: false) else {
            Glibc.close(listener.descriptor)
            return nil
        }
        self.listener = listener
        self.refuser = refuser
        guard WireThread.start({ [self] in acceptAll() }) else { return nil }
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
        let sockets = state.withLock { state in
            state.isStopping = true
            state.replies = [:]
            return state.open
        }
        shutdown(listener.descriptor, Int32(SHUT_RDWR))
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    private func acceptAll() {
        while true {
            let socket = accept(listener.descriptor, nil, nil)
            guard socket >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            let isWelcome = state.withLock { state in
                guard !state.isStopping else { return false }
                state.open.insert(socket)
                return true
            }
            let isServed =
                isWelcome && WireThread.start { [self] in serve(WireConnection(socket)) }
            if !isServed { forget(socket) }
        }
        Glibc.close(listener.descriptor)
        Glibc.close(refuser.descriptor)
    }

    private func serve(_ connection: consuming WireConnection) {
        while let request = connection.readRequest() {
            guard connection.write(answer(request)) else { break }
        }
        forget(connection.socket)
    }

    private func answer(_ request: WireRequest) -> WireAnswer {
        let name = request.target.dropFirst().prefix { $0 != "/" && $0 != "?" }
        guard let reply = state.withLock({ $0.replies[String(name)] }) else {
            return WireAnswer(status: 404, body: Array("{}".utf8))
        }
        return reply(
            WireRequest(
                method: request.method,
                target: String(request.target.dropFirst(name.count + 1)),
                headers: request.headers,
                body: request.body
            )
        )
    }

    /// Under the lock, so that `stop` never meets a number that means another file by now.
    private func forget(_ socket: Int32) {
        state.withLock { state in
            state.open.remove(socket)
            Glibc.close(socket)
        }
    }
}
