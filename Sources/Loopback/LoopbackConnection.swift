internal import Glibc

/// One accepted connection, read and written by its own thread.
///
/// Does not close its socket.
package struct LoopbackConnection: ~Copyable {
    private let socket: Int32
    private var pending: [UInt8] = []

    private let mostBodyBytes: Int

    /// The most bytes of a request's head.
    private static let mostHeadBytes = 1 << 20

    init(_ socket: Int32, mostBodyBytes: Int) {
        self.socket = socket
        self.mostBodyBytes = mostBodyBytes
        var one: Int32 = 1
        _ = unsafe setsockopt(
            socket,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &one,
            socklen_t(MemoryLayout<Int32>.size)
        )
    }

    /// The next request, whole; `nil` when the other side is gone or does not speak HTTP.
    package mutating func readRequest() -> LoopbackRequest? {
        guard let head = takeHead() else { return nil }
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
        guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
        let length =
            headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) }
            ?? 0
        guard (0...mostBodyBytes).contains(length) else { return nil }
        guard let body = read(length) else { return nil }
        return LoopbackRequest(
            method: String(words[0]),
            target: String(words[1]),
            headers: headers,
            body: body
        )
    }

    /// The next bytes, so many of them; `nil` when the other side is gone before.
    package mutating func read(_ count: Int) -> [UInt8]? {
        while pending.count < count { guard fill() else { return nil } }
        defer { pending.removeFirst(count) }
        return Array(pending.prefix(count))
    }

    private mutating func takeHead() -> String? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = pending.firstRange(of: end) {
                let head = String(decoding: pending[..<range.upperBound], as: UTF8.self)
                pending.removeSubrange(..<range.upperBound)
                return head
            }
            guard pending.count < Self.mostHeadBytes, fill() else { return nil }
        }
    }

    private mutating func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        let count = unsafe recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        pending += chunk.prefix(count)
        return true
    }

    /// Sends bytes; false when the other side is gone.
    package func write(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)
        while !rest.isEmpty {
            let count = unsafe send(socket, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            rest.removeFirst(count)
        }
        return true
    }

    /// Lets the connection end with a TCP reset instead of a farewell.
    package func resetOnClose() {
        var none = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            socket,
            SOL_SOCKET,
            SO_LINGER,
            &none,
            socklen_t(MemoryLayout<linger>.size)
        )
    }

    /// Waits until the other side goes away.
    package func waitForGoodbye() {
        var byte: UInt8 = 0
        while unsafe recv(socket, &byte, 1, 0) > 0 {}
    }
}
