package import FoundationEssentials

/// How one run went, for a dashboard's history.
package struct PastRun: Hashable, Sendable {
    /// How a run ended.
    package enum Outcome: String, Sendable {
        case ok
        /// Some connections or files failed in it.
        case partial
        /// A signal or a deadline ended it early.
        case stopped
    }

    /// More is history's, and lives in a file that each run rewrites.
    package static let capacity = 48

    package var startedAt: Date
    package var endedAt: Date
    package var outcome: Outcome
    package var connections: Int
    package var failures: Int

    package init(
        startedAt: Date,
        endedAt: Date,
        outcome: Outcome,
        connections: Int,
        failures: Int
    ) {
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.connections = connections
        self.failures = failures
    }
}
