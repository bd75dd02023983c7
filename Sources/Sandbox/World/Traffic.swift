import NIOCore
import Synchronization

/// How clients came to the emulated providers: over how many connections, how many calls at once.
///
/// Control calls are not counted.
final class Traffic: Sendable {
    /// What was counted since the log was last cleared.
    struct Report: Hashable, Sendable {
        /// Connections that carried a call; one that stays open counts once.
        var connections = 0
        /// The most calls that waited for their answers at the same moment.
        var mostAtOnce = 0
    }

    private struct State {
        var report = Report()
        var open: Set<ObjectIdentifier> = []
        var calls = 0
    }

    private let state = Mutex(State())

    var report: Report { state.withLock(\.report) }

    /// A call has come over the connection.
    func begin(on channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let isNew = state.withLock { state in
            state.calls += 1
            state.report.mostAtOnce = max(state.report.mostAtOnce, state.calls)
            guard state.open.insert(id).inserted else { return false }
            state.report.connections += 1
            return true
        }
        guard isNew else { return }
        // Until then the channel lives, and nothing else has its identity.
        channel.closeFuture.whenComplete { [self] _ in
            _ = state.withLock { $0.open.remove(id) }
        }
    }

    /// A call has its answer, or will get none.
    func end() {
        state.withLock { $0.calls -= 1 }
    }

    /// Begins counting anew; a connection that stays open counts again with its next call.
    func clear() {
        state.withLock { state in
            state.report = Report(mostAtOnce: state.calls)
            state.open = []
        }
    }
}
