internal import Glibc

/// A TCP socket bound to 127.0.0.1, on a port of the system's choosing.
package struct LoopbackSocket: Sendable {
    let descriptor: Int32
    package let port: UInt16

    /// Binds at once, and listens unless every connection is to be refused; `nil` when the system
    /// gives no socket.
    package init?(listens: Bool) {
        let descriptor = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0
                    && (!listens || Glibc.listen(descriptor, 1024) == 0)
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isReady else {
            Glibc.close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    /// `http://127.0.0.1:PORT`.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// Gives the port back; not to be called twice.
    package func close() { Glibc.close(descriptor) }
}
