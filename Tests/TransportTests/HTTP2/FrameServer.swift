import Synchronization

@testable import Loopback

/// The least of an HTTP/2 server without TLS (RFC 9113): answers a stream with 200 and no body, or
/// resets it.
final class FrameServer: Sendable {
    /// What becomes of a stream: an error code of RFC 9113, section 7, or nil for the answer.
    ///
    /// Called with how many of its kind came before and whether it has a body.
    typealias Verdict = @Sendable (_ earlier: Int, _ hasBody: Bool) -> UInt8?

    private struct State {
        var withBody = 0
        var without = 0
    }

    private let state = Mutex(State())
    private let listener: LoopbackListener
    private let verdict: Verdict

    /// Listens at once; nil when the system gives no socket.
    init?(_ verdict: @escaping Verdict) {
        guard let listener = LoopbackListener() else { return nil }
        self.listener = listener
        self.verdict = verdict
        guard listener.serve({ [self] connection in serve(&connection) }) else { return nil }
    }

    var port: UInt16 { listener.port }

    /// The streams that began, with a body to come and without.
    var streams: (withBody: Int, without: Int) { state.withLock { ($0.withBody, $0.without) } }

    func stop() { listener.stop() }

    private func serve(_ connection: inout LoopbackConnection) {
        guard connection.read(24) != nil, connection.write(frame(kind: 4, stream: [0, 0, 0, 0]))
        else { return }
        while let head = connection.read(9) {
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            guard let payload = connection.read(length) else { return }
            let stream = Array(head[5...])
            var answer: [UInt8]?
            switch head[3] {
            case 1: answer = reply(to: stream, hasBody: head[4] & 1 == 0)
            case 4 where head[4] & 1 == 0: answer = frame(kind: 4, flags: 1, stream: stream)
            case 6 where head[4] & 1 == 0:
                answer = frame(kind: 6, flags: 1, stream: stream, payload)
            default: break
            }
            if let answer, !connection.write(answer) { return }
        }
    }

    private func reply(to stream: [UInt8], hasBody: Bool) -> [UInt8] {
        let earlier = state.withLock { state in
            if hasBody { state.withBody += 1 } else { state.without += 1 }
            return (hasBody ? state.withBody : state.without) - 1
        }
        guard let code = verdict(earlier, hasBody) else {
            // The whole of `:status: 200` in HPACK's static table; the end of headers and stream.
            return frame(kind: 1, flags: 5, stream: stream, [0x88])
        }
        return frame(kind: 3, stream: stream, [0, 0, 0, code])
    }

    private func frame(
        kind: UInt8,
        flags: UInt8 = 0,
        stream: [UInt8],
        _ payload: [UInt8] = []
    ) -> [UInt8] {
        [0, 0, UInt8(payload.count), kind, flags] + stream + payload
    }
}
