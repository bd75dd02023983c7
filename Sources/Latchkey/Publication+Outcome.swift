import Snapshot
import Vault

extension Publication {
    /// What became of a run's pages.
    struct Outcome {
        var writing: SnapshotWriter.Result
        var events: EventLog.Result
        /// Whose news no file tells yet.
        var untold: Set<UserID>

        var warnings: [String] { events.warnings + writing.warnings }
        /// Each file that could not be written.
        var failures: [String] { writing.failures + events.failures }
    }
}
