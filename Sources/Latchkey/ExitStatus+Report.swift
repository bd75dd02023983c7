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
        var (hasUnsaved, hasWon, hasRead, hasFailed) = (false, false, false, false)
        // By index: an element taken out is copied with all its fields.
        for index in report.entries.indices {
            let failure = report.entries[index].failure?.reason
            hasUnsaved = hasUnsaved || failure == .notSaved
            hasWon =
                hasWon || report.entries[index].didExchange || report.entries[index].didRefresh
            hasRead = hasRead || report.entries[index].didRead
            hasFailed =
                hasFailed || Self.hasFailed(failure, record: report.entries[index].record.reason)
        }
        let hasRefused = !outcome.failures.isEmpty
        let keptNothing = !hasWon && outcome.writing.writtenBytes == 0 && hasRefused
        if hasUnsaved && !hasWon && !hasRead || keptNothing {
            self = .nothingRan
            return
        }
        hasFailed =
            hasFailed || hasRefused || !report.closedFiles.isEmpty
            || report.diagnostics.contains { $0.severity == .error }
        self = hasFailed ? .someFailed : .success
    }

    /// What was not reached has not failed: it goes first next time.
    private static func hasFailed(_ failure: FailureReason?, record: FailureReason?) -> Bool {
        failure.map { $0 != .notReached }
            ?? (record == .pipelineMissing || record == .pipelineInvalid)
    }
}
