import Engine
import Snapshot

/// What a process that came to its end has told.
struct RanProcess: Sendable {
    var report: RunReport
    var writing: SnapshotWriter.Result
}
