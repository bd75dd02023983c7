import LatchkeyTestSupport
import Synchronization
import Transport

/// A transport in which all calls wait until so many have come, and then go out one after the other,
/// as those that wait for their place do.
final class QueueingTransport: HTTPTransport {
    private struct State {
        var hasOpened = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let base: ScriptedTransport
    private let opensAt: Int
    private let state = Mutex(State())

    init(_ base: ScriptedTransport, opensAt: Int) {
        self.base = base
        self.opensAt = opensAt
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        await withCheckedContinuation { continuation in
            let hasOpened = state.withLock { state in
                state.waiting.append(continuation)
                state.hasOpened = state.hasOpened || state.waiting.count >= opensAt
                return state.hasOpened
            }
            if hasOpened { next() }
        }
        defer {
            // Whoever asked hears of the answer first.
            Task {
                for _ in 0..<20 { await Task.yield() }
                next()
            }
        }
        return try await base.send(request)
    }

    /// Lets the next go.
    private func next() {
        let first = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
        first?.resume()
    }
}
