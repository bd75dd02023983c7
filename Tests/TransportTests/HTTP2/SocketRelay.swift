import Glibc
import Synchronization

@testable import Loopback

/// A port of 127.0.0.1 that leads to a Unix domain socket: it counts connections and can cut them.
final class SocketRelay: Sendable {
    private struct State {
        var pairs: [RelayedPair] = []
        var accepted = 0
    }

    private let state = Mutex(State())
    private let socket: LoopbackSocket
    private let path: String

    /// Listens at once; nil when the system gives no socket.
    init?(to path: String) {
        guard let socket = LoopbackSocket(listens: true) else { return nil }
        self.socket = socket
        self.path = path
        guard DetachedThread.start({ [self] in acceptAll() }) else { return nil }
    }

    var port: UInt16 { socket.port }

    /// How many connections were accepted.
    var connections: Int { state.withLock(\.accepted) }

    /// Ends the connections there are; new ones are taken as before.
    func cut() {
        let pairs = state.withLock { state in
            defer { state.pairs = [] }
            return state.pairs
        }
        for pair in pairs { pair.cut() }
    }

    func stop() {
        shutdown(socket.descriptor, Int32(SHUT_RDWR))
        cut()
    }

    private func acceptAll() {
        while true {
            let client = accept(socket.descriptor, nil, nil)
            guard client >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            guard let server = connected() else {
                close(client)
                continue
            }
            let pair = RelayedPair(client: client, server: server)
            state.withLock { state in
                state.accepted += 1
                state.pairs.append(pair)
            }
            if !pair.carry() { pair.cut() }
        }
        socket.close()
        cut()
    }

    private func connected() -> Int32? {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isNamed = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.utf8.count < room.count else { return false }
            unsafe room.copyBytes(from: path.utf8)
            return true
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(descriptor, address, length) == 0
            }
        }
        guard isNamed, isConnected else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
