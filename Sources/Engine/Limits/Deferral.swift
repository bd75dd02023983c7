package import FoundationEssentials
import Pipeline

/// Why work that is due is left for a later run; nothing is wrong with the connection.
package struct Deferral: Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// The provider asked to be left alone, or refuses everybody.
        case held
        /// So many calls of a budget are used.
        case budget(calls: Int, seconds: Int)
        /// `--max-calls` of this run.
        case run(calls: Int)
    }

    package let cause: Cause
    /// Whose limit it is; `nil` for the run's own.
    package let key: LimitKey?
    /// When there is room again; `nil` where nobody knows.
    package let until: Date?

    package init(_ cause: Cause, key: LimitKey?, until: Date?) {
        self.cause = cause
        self.key = key
        self.until = until
    }

    /// The failure by which a step that was not begun says so.
    func failure(step: String) -> Failure {
        var failure = Failure(
            .transient,
            .notReached,
            step: step,
            detail: Advice.meaning(.notReached)
        )
        failure.deferral = self
        return failure
    }
}
