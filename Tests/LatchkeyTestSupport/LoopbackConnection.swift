import Glibc

/// One accepted connection, read and written by its own thread.
///
/// Does not close its socket.
struct LoopbackConnection: ~Copyable {
    let socket: Int32
    private var pending: [UInt8] = []

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

    /// The next request, whole; nil when the other side is gone or does not speak HTTP.
    mutating func readRequest() -> RecordedRequest? {
        guard let head = takeHead() else { return nil }
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
        guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
        var request = RecordedRequest(
            method: String(words[0]),
            target: String(words[1]),
            headers: headers,
            body: []
        )
        let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
        while pending.count < length { guard fill() else { return nil } }
        request.body = Array(pending.prefix(length))
        pending.removeFirst(length)
        return request
    }

    /// Does what the answer says, and tells before the first byte goes out; false when the connection is over.
    func write(_ answer: LoopbackAnswer, isHead: Bool, beforeWriting: () -> Void) -> Bool {
        var hasAnnounced = false
        defer { if !hasAnnounced { beforeWriting() } }
        for step in answer.steps {
            switch step {
            case .write(var bytes):
                if !hasAnnounced { beforeWriting() }
                hasAnnounced = true
                if isHead, let head = answer.headBytes { bytes = Array(bytes.prefix(head)) }
                guard write(bytes) else { return false }
            case .wait(let milliseconds): usleep(UInt32(milliseconds) * 1000)
            case .gate(let gate): gate.wait()
            case .close: return false
            case .hang:
                waitForGoodbye()
                return false
            case .reset:
                // No lingering means a reset instead of a farewell.
                var none = linger(l_onoff: 1, l_linger: 0)
                _ = unsafe setsockopt(
                    socket,
                    SOL_SOCKET,
                    SO_LINGER,
                    &none,
                    socklen_t(MemoryLayout<linger>.size)
                )
                return false
            }
        }
        return true
    }

    private mutating func takeHead() -> String? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = pending.firstRange(of: end) {
                let head = String(decoding: pending[..<range.upperBound], as: UTF8.self)
                pending.removeSubrange(..<range.upperBound)
                return head
            }
            guard pending.count < 1 << 20, fill() else { return nil }
        }
    }

    private mutating func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        pending += chunk.prefix(count)
        return true
    }

    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = Array(bytes[sent...])
            let count = unsafe send(socket, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func waitForGoodbye() {
        var byte: UInt8 = 0
        while unsafe recv(socket, &byte, 1, 0) > 0 {}
    }
}
