import Documents
import Engine
import Pipeline
import Snapshot

extension ExitStatus {
    /// What a run and the writing of its pages came to.
    init(_ report: RunReport, _ outcome: Publication.Outcome) {
        if let status = ExitStatus(report.stopped) {
            self = status
            return
        }
        let isLocked = report.closedFiles.contains { $0.state == .locked }
        if !report.closedFiles.isEmpty, report.entries.isEmpty {
            self = isLocked ? .locked : .someFailed
            return
        }
        let hasUnsaved = report.entries.contains { $0.failure?.reason == .notSaved }
        let hasWon = report.entries.contains { $0.didExchange || $0.didRefresh }
        let hasDone = hasWon || report.entries.contains(where: \.didRead)
        let hasRefused = !outcome.failures.isEmpty
        let keptNothing = !hasWon && outcome.writing.writtenBytes == 0 && hasRefused
        if hasUnsaved && !hasDone || keptNothing {
            self = .nothingRan
            return
        }
        let hasFailed =
            hasRefused || !report.closedFiles.isEmpty
            || report.entries.contains(where: Self.isFailed)
            || report.diagnostics.contains { $0.severity == .error }
        self = hasFailed ? .someFailed : .success
    }

    /// What was not reached has not failed: it goes first next time.
    private static func isFailed(_ entry: RunReport.Entry) -> Bool {
        entry.failure.map { $0.reason != .notReached }
            ?? (entry.record.reason == .pipelineMissing || entry.record.reason == .pipelineInvalid)
    }
}
