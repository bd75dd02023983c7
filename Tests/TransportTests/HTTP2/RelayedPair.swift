import Glibc
import Loopback

/// A client's connection and the one a relay has made for it; both are closed with the last
/// reference.
final class RelayedPair: Sendable {
    private let client: Int32
    private let server: Int32

    /// Takes both descriptors over.
    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
    }

    deinit {
        close(client)
        close(server)
    }

    /// Carries bytes both ways until one side ends; false when the system gives no thread.
    func carry() -> Bool {
        DetachedThread.start { self.pump(from: self.client, to: self.server) }
            && DetachedThread.start { self.pump(from: self.server, to: self.client) }
    }

    /// Ends both.
    func cut() {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server, Int32(SHUT_RDWR))
    }

    private func pump(from source: Int32, to target: Int32) {
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = unsafe recv(source, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            var rest = chunk[..<count]
            while !rest.isEmpty {
                let sent = unsafe rest.withUnsafeBytes {
                    unsafe send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return cut() }
                rest = rest.dropFirst(sent)
            }
        }
        cut()
    }
}
