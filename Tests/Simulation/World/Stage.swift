import FoundationEssentials
import Synchronization

/// A world behind one lock.
final class Stage: Sendable {
    private let state: Mutex<StageState>

    init(_ state: StageState) { self.state = Mutex(state) }

    func with<Value: Sendable>(_ body: (inout sending StageState) -> sending Value) -> Value {
        state.withLock { body(&$0) }
    }

    /// The world as it is, to be lived through a second time.
    var copy: StageState { state.withLock { $0 } }

    var localNow: Date { state.withLock(\.localNow) }
}
