package import FoundationEssentials
import Synchronization

/// Ends a run early without losing what is in flight: no new step starts after `stop`.
package final class RunControl: Sendable {
    /// Why a run ends early.
    package enum Stop: Hashable, Sendable {
        /// SIGHUP (1), SIGINT (2) or SIGTERM (15).
        case signal(Int32)
        case deadline
    }

    private let state = Mutex<Stop?>(nil)
    private let deadline: Date?
    private let now: @Sendable () -> Date

    package init(deadline: Date? = nil, now: @escaping @Sendable () -> Date) {
        self.deadline = deadline
        self.now = now
    }

    package func stop(_ reason: Stop) {
        state.withLock { $0 = $0 ?? reason }
    }

    /// Whether a new step may still start at a moment to come.
    package func allows(_ moment: Date) -> Bool { deadline.map { moment < $0 } ?? true }

    /// Why no new step may start; `nil` while the run goes on.
    package var stopped: Stop? {
        if let reason = state.withLock({ $0 }) { return reason }
        guard let deadline, now() >= deadline else { return nil }
        stop(.deadline)
        return .deadline
    }
}
