import Synchronization

/// Bounds how many one-time credentials are out at the same time, by what the vault can take.
///
/// A token that was answered and is not on disk yet is lost where the process dies. So no more are
/// asked for than keep the vault at work: where answers pile up before it, fewer go out;
/// where it waits for a slow provider, more. (The rule is that of TCP Vegas, Brakmo and Peterson,
/// 1994, with the vault in the bottleneck's place.)
final class SpendingWindow: Sendable {
    private struct State {
        var limit: Int
        /// Asked for, or answered and not saved.
        var out = 0
        /// What the vault is saving, or is to save next.
        var saving = 0
        var waiting: ArraySlice<CheckedContinuation<Void, Never>> = []
    }

    private let saves: Int
    private let state: Mutex<State>

    /// - Parameter saves: How many files the vault takes at the same time.
    init(saves: Int) {
        self.saves = max(1, saves)
        state = Mutex(State(limit: max(1, saves)))
    }

    /// How many may be out now.
    var limit: Int { state.withLock(\.limit) }

    /// Waits until one more may go out; first come, first served.
    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.out < state.limit else {
                    state.waiting.append(continuation)
                    return false
                }
                state.out += 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    /// One is saved, or came to nothing.
    func leave() {
        let admitted = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.out -= 1
            if state.saving < saves {
                state.limit += 1
            } else if state.saving >= 2 * saves {
                state.limit = max(saves, state.limit - 1)
            }
            let count = min(max(0, state.limit - state.out), state.waiting.count)
            let admitted = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(count)
            state.out += count
            return admitted
        }
        for continuation in admitted { continuation.resume() }
    }

    /// The vault has one more file to save.
    func beginSaving() {
        state.withLock { $0.saving += 1 }
    }

    func endSaving() {
        state.withLock { $0.saving -= 1 }
    }
}
