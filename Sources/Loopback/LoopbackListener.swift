internal import Glibc
internal import Synchronization

/// Accepts connections on a port of 127.0.0.1, a thread each, until it is stopped.
package final class LoopbackListener: Sendable {
    /// Serves one connection until it is over; called on the connection's own thread.
    package typealias Service = @Sendable (inout LoopbackConnection) -> Void

    private struct State {
        var accepted = 0
        var isStopping = false
        var open: Set<Int32> = []
    }

    private let state = Mutex(State())
    private let socket: LoopbackSocket
    private let mostBodyBytes: Int

    /// Binds and listens at once; `nil` when the system gives no socket.
    ///
    /// A request with a longer body than that ends its connection.
    package init?(mostBodyBytes: Int = 1 << 20) {
        guard let socket = LoopbackSocket(listens: true) else { return nil }
        self.socket = socket
        self.mostBodyBytes = mostBodyBytes
    }

    package var port: UInt16 { socket.port }

    /// `http://127.0.0.1:PORT`.
    package var url: String { socket.url }

    /// How many connections were accepted.
    package var accepted: Int { state.withLock(\.accepted) }

    package var isStopping: Bool { state.withLock(\.isStopping) }

    /// Begins to accept; false when the system gives no thread.
    package func serve(_ service: @escaping Service) -> Bool {
        DetachedThread.start { [self] in acceptAll(service) }
    }

    /// Ends all connections; the threads go soon after.
    package func stop() {
        let open = state.withLock { state in
            state.isStopping = true
            return state.open
        }
        shutdown(socket.descriptor, Int32(SHUT_RDWR))
        for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    private func acceptAll(_ service: @escaping Service) {
        while true {
            let accepted = accept(socket.descriptor, nil, nil)
            guard accepted >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
            let isWelcome = state.withLock { state in
                guard !state.isStopping else { return false }
                state.accepted += 1
                state.open.insert(accepted)
                return true
            }
            let isServed =
                isWelcome
                && DetachedThread.start { [self] in
                    var connection = LoopbackConnection(accepted, mostBodyBytes: mostBodyBytes)
                    service(&connection)
                    forget(accepted)
                }
            if !isServed { forget(accepted) }
        }
        socket.close()
    }

    /// Under the lock, so that `stop` never meets a number that means another file by now.
    private func forget(_ descriptor: Int32) {
        state.withLock { state in
            state.open.remove(descriptor)
            Glibc.close(descriptor)
        }
    }
}
