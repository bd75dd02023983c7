import Synchronization

/// What a signal leads to just now: one that comes too early waits until that is known.
final class SignalRelay: Sendable {
    typealias Reaction = @Sendable (Int32) -> Void

    private struct State {
        var reaction: Reaction?
        var waiting: Int32?
    }

    private let state = Mutex(State())

    func arrive(_ number: Int32) {
        let reaction = state.withLock { state in
            if state.reaction == nil { state.waiting = number }
            return state.reaction
        }
        reaction?(number)
    }

    /// From here on signals lead to `reaction`, one that has waited among them.
    func lead(to reaction: @escaping Reaction) {
        let waiting = state.withLock { state in
            state.reaction = reaction
            defer { state.waiting = nil }
            return state.waiting
        }
        if let waiting { reaction(waiting) }
    }
}
