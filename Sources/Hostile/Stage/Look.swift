import Engine
import FoundationEssentials
import Pipeline
import Vault

/// What one run left behind, as a person and the next run find it.
struct Look: Sendable {
    let record: ConnectionRecord
    let failure: Failure?
    /// Failures that failed nothing but an optional step.
    let notes: [Failure]
    /// What the run planned for the connection.
    let actions: [Action]
    /// The connection as the vault has it.
    let stored: Connection
    /// Calls that reached the provider in this run.
    let codeCalls: Int
    let refreshCalls: Int
    let readCalls: Int

    var state: ConnectionState { record.state }
    var isWell: Bool { state == .connected || state == .expiring }

    /// `degraded (provider_fault)`.
    var told: String {
        state.rawValue + (record.reason.map { " (\($0.rawValue))" } ?? "")
    }
}
