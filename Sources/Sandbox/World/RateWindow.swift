import FoundationEssentials
import Synchronization

/// Counts an app's calls in a window of time, and says when its budget is used up.
final class RateWindow: Sendable {
    private struct State {
        var start = Date.distantPast
        var calls = 0
    }

    /// Calls allowed in a window; 0 is no limit.
    let limit: Int
    /// Seconds.
    let length: Double
    private let state = Mutex(State())

    init(limit: Int, length: Double) {
        self.limit = limit
        self.length = length
    }

    /// Counts a call made at `now`; tells how full the window is and how long it still lasts.
    func count(at now: Date) -> (percent: Int, secondsLeft: Int, isExceeded: Bool) {
        guard limit > 0 else { return (0, 0, false) }
        return state.withLock { state in
            if now.timeIntervalSince(state.start) >= length {
                state = State(start: now)
            }
            state.calls += 1
            let left = length - now.timeIntervalSince(state.start)
            return (
                min(state.calls, limit) * 100 / limit, max(1, Int(left.rounded(.up))),
                state.calls > limit
            )
        }
    }
}
