import Glibc

/// One accepted connection, read and written by its own thread.
///
/// Does not close its socket.
struct WireConnection: ~Copyable {
    let socket: Int32
    private var pending: [UInt8] = []

    /// The most bytes of a request's head, and of its body.
    private static let mostBytes = 1 << 20

    init(_ socket: Int32) {
        self.socket = socket
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
    mutating func readRequest() -> WireRequest? {
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
        guard (0...Self.mostBytes).contains(length) else { return nil }
        while pending.count < length { guard fill() else { return nil } }
        let body = Array(pending.prefix(length))
        pending.removeFirst(length)
        return WireRequest(
            method: String(words[0]),
            target: String(words[1]),
            headers: headers,
            body: body
        )
    }

    /// Sends an answer the way it travels; false when the connection is over.
    func write(_ answer: WireAnswer) -> Bool {
        switch answer.manner {
        case .whole:
            return write(answer.head + answer.body)
        case .cut(let count):
            _ = write(answer.head + answer.body.prefix(count))
            return false
        case .drip(let milliseconds):
            for byte in answer.head + answer.body {
                guard write([byte]) else { return false }
                usleep(UInt32(milliseconds) * 1000)
            }
            return true
        case .hang:
            waitForGoodbye()
            return false
        case .close:
            return false
        case .reset(let count):
            if let count { _ = write(answer.head + answer.body.prefix(count)) }
            resetOnClose()
            return false
        }
    }

    private mutating func takeHead() -> String? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = pending.firstRange(of: end) {
                let head = String(decoding: pending[..<range.upperBound], as: UTF8.self)
                pending.removeSubrange(..<range.upperBound)
                return head
            }
            guard pending.count < Self.mostBytes, fill() else { return nil }
        }
    }

    private mutating func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        let count = unsafe recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        pending += chunk.prefix(count)
        return true
    }

    private func write(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)
        while !rest.isEmpty {
            let count = unsafe send(socket, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            rest.removeFirst(count)
        }
        return true
    }

    /// No lingering means a reset instead of a farewell.
    private func resetOnClose() {
        var none = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            socket,
            SOL_SOCKET,
            SO_LINGER,
            &none,
            socklen_t(MemoryLayout<linger>.size)
        )
    }

    private func waitForGoodbye() {
        var byte: UInt8 = 0
        while unsafe recv(socket, &byte, 1, 0) > 0 {}
    }
}
