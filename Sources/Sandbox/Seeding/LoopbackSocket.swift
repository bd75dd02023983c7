import Glibc

/// One connected TCP socket to this machine, closed when it goes.
struct LoopbackSocket: ~Copyable {
    private let descriptor: Int32

    /// Connects to `127.0.0.1`; throws the system's code.
    init(port: UInt16) throws(SocketFailure) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SocketFailure(code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(descriptor, pointer, size)
            }
        }
        guard result == 0 else { throw SocketFailure(code: errno) }
    }

    deinit {
        close(descriptor)
    }

    borrowing func send(_ bytes: [UInt8]) throws(SocketFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(
                    descriptor,
                    bytes.baseAddress,
                    bytes.count,
                    Int32(MSG_NOSIGNAL)
                )
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw SocketFailure(code: errno) }
            rest = rest.dropFirst(sent)
        }
    }

    /// All the other side sends until it hangs up, up to `limit` bytes.
    borrowing func receive(limit: Int) throws(SocketFailure) -> [UInt8] {
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while received.count < limit {
            let count = unsafe chunk.withUnsafeMutableBytes { bytes in
                unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SocketFailure(code: errno) }
            if count == 0 { break }
            received += chunk.prefix(count)
        }
        return received
    }
}
