import FoundationEssentials
import Synchronization

/// Which endpoints were called, how often, with what status; and the newest calls in order.
final class CallLog: Sendable {
    /// A call without anything secret: no query, no body.
    struct Entry: Hashable, Sendable {
        let method: String
        let endpoint: String
        let status: Int
    }

    private struct State {
        var counts: [Entry: Int] = [:]
        var recent: [(entry: Entry, at: Date)] = []
        var oldest = 0
    }

    /// How many calls are remembered in order.
    static let memory = 1000
    private let state = Mutex(State())

    func note(_ entry: Entry, at now: Date) {
        state.withLock { state in
            state.counts[entry, default: 0] += 1
            if state.recent.count < Self.memory {
                state.recent.append((entry, now))
            } else {
                state.recent[state.oldest] = (entry, now)
                state.oldest = (state.oldest + 1) % Self.memory
            }
        }
    }

    var counts: [Entry: Int] { state.withLock { $0.counts } }

    /// The newest calls, oldest of them first.
    var recent: [(entry: Entry, at: Date)] {
        state.withLock { state in
            Array(state.recent[state.oldest...] + state.recent[..<state.oldest])
        }
    }

    func clear() {
        state.withLock { $0 = State() }
    }
}
