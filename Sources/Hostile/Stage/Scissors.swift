import Synchronization

/// Ends a process's dealings with the world at one moment, as a crash does.
final class Scissors: Sendable {
    private let state = Mutex((turns: 0, areShut: false))

    /// Whether nothing goes out, comes back or is written any more.
    var areShut: Bool { state.withLock(\.areShut) }

    /// Shuts at the so-manieth turn, counted from 1.
    func shut(atTurn turn: Int) {
        state.withLock { state in
            state.turns += 1
            if state.turns == turn { state.areShut = true }
        }
    }
}
