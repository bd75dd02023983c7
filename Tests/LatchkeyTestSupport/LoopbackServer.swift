import Glibc
import Synchronization

/// A small real HTTP/1.1 server on 127.0.0.1, on a port of the system's choosing: a thread a
/// connection, each answer what the test says, rude ones included.
package final class LoopbackServer: Sendable {
    /// What the test says to a request.
    package typealias Reply = @Sendable (RecordedRequest) -> LoopbackAnswer

    private struct State {
        var requests: [RecordedRequest] = []
        var connections = 0
        var underWay = 0
        var mostUnderWay = 0
        var isStopping = false
        var open: Set<Int32> = []
    }

    private let state = Mutex(State())
    private let listener: Int32
    private let reply: Reply
    private let greeting: [UInt8]
    package let port: UInt16

    /// Listens at once; nil when the system gives no socket.
    ///
    /// The greeting is written to each connection before anything is read from it.
    package init?(greeting: String = "", _ reply: @escaping Reply = { _ in .hang }) {
        guard let (listener, port) = Self.listen() else { return nil }
        self.listener = listener
        self.port = port
        self.reply = reply
        self.greeting = Array(greeting.utf8)
        let isStarted = DetachedThread.start { [self] in acceptAll() }
        guard isStarted else { return nil }
    }

    /// The same answer to everything.
    package convenience init?(_ answer: LoopbackAnswer) {
        self.init({ _ in answer })
    }

    /// `http://127.0.0.1:PORT`.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// What arrived whole, in order.
    package var requests: [RecordedRequest] { state.withLock(\.requests) }

    /// How many connections were accepted.
    package var connections: Int { state.withLock(\.connections) }

    /// The most requests that were being answered at one time.
    package var mostUnderWay: Int { state.withLock(\.mostUnderWay) }

    /// Ends all connections; the threads go soon after.
    package func stop() {
        let sockets = state.withLock { state in
            state.isStopping = true
            return state.open
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    private var isStopping: Bool { state.withLock(\.isStopping) }

    private static func listen() -> (socket: Int32, port: UInt16)? {
        let listener = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue),
            0
        )
        guard listener >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, length) == 0
                    && Glibc.listen(listener, 1024) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isListening else {
            close(listener)
            return nil
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private func acceptAll() {
        while true {
            let socket = accept(listener, nil, nil)
            guard socket >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            let isWelcome = state.withLock { state in
                guard !state.isStopping else { return false }
                state.connections += 1
                state.open.insert(socket)
                return true
            }
            let isServed =
                isWelcome && DetachedThread.start { [self] in serve(LoopbackConnection(socket)) }
            if !isServed { forget(socket) }
        }
        close(listener)
    }

    private func serve(_ connection: consuming LoopbackConnection) {
        if !greeting.isEmpty { _ = connection.write(greeting) }
        while let request = connection.readRequest() {
            state.withLock { state in
                state.requests.append(request)
                state.underWay += 1
                state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            }
            let answer = reply(request)
            let goesOn = connection.write(answer, isHead: request.method == "HEAD") {
                self.state.withLock { $0.underWay -= 1 }
            }
            guard goesOn, !isStopping else { break }
        }
        let socket = connection.socket
        forget(socket)
    }

    /// Under the lock, so that `stop` never meets a number that means another file by now.
    private func forget(_ socket: Int32) {
        state.withLock { state in
            state.open.remove(socket)
            close(socket)
        }
    }
}
