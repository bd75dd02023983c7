import Loopback
import Testing

/// A port of 127.0.0.1 that nobody listens on.
enum FreePort {
    static func find() throws -> UInt16 {
        let socket = try #require(LoopbackSocket(listens: false))
        defer { socket.close() }
        return socket.port
    }
}
