import Engine
import FoundationEssentials
import Pipeline
import Snapshot

/// A run's summary for a person.
struct ReportText {
    let report: RunReport
    let writing: SnapshotWriter.Result
    let coloured: Bool

    func lines() -> [String] {
        var lines: [String] = []
        let failed = FailureGroup.all(of: report)
        for group in failed {
            lines.append("\(state(group.state))  \(group.title): \(group.sentence)")
            lines.append("    \(group.nextStep)")
        }
        for file in report.closedFiles {
            lines.append("\(state(file.state))  \(file.user): \(file.detail)")
            lines.append("    \(Advice.nextStep(file.reason))")
        }
        for entry in report.entries where entry.failure == nil {
            if let change = change(entry) { lines.append(change) }
        }
        lines += waiting.map(LimitText(now: report.endedAt).sentence)
        lines += DeadlineText(now: report.endedAt).lines(report.deadlines, coloured: coloured)
        lines.append(summary(failed.reduce(0) { $0 + $1.entries.count }))
        return lines
    }

    private var waiting: [WaitingWork] { WaitingWork.gather(report) }

    /// One line for a connection whose state changed without a failure.
    private func change(_ entry: RunReport.Entry) -> String? {
        let record = entry.record
        guard entry.before?.state != record.state || entry.didExchange else { return nil }
        var line = "\(state(record.state))  \(record.key)"
        if entry.didExchange { line += ": exchanged its code" }
        if let message = record.message {
            line += ": \(message)"
            if let next = record.nextStep { line += "; \(next)" }
        }
        return line
    }

    private func summary(_ failed: Int) -> String {
        let entries = report.entries
        var parts = [Self.count(report.connectionCount, "connection")]
        let exchanged = entries.count { $0.didExchange }
        let refreshed = entries.count { $0.didRefresh }
        let read = entries.count { $0.didRead }
        if exchanged > 0 { parts.append("\(exchanged) exchanged") }
        if refreshed > 0 { parts.append("\(refreshed) refreshed") }
        if read > 0 { parts.append("\(read) read") }
        if report.unchanged > 0 { parts.append("\(report.unchanged) unchanged (304)") }
        let missed = entries.count { $0.failure?.reason == .notReached }
        if missed > 0 { parts.append("\(missed) not reached") }
        let waits = waiting.reduce(0) { $0 + $1.connections }
        if waits > 0 { parts.append("\(waits) waiting for room") }
        if exchanged + refreshed + read + failed + missed + waits == 0 {
            parts.append("nothing was due")
        }
        if failed > 0 { parts.append(Paint.red.on("\(failed) failed", if: coloured)) }
        if !report.closedFiles.isEmpty {
            parts.append(
                Paint.red.on(
                    "\(Self.count(report.closedFiles.count, "file")) could not be opened",
                    if: coloured
                )
            )
        }
        let written = writing.written.count + writing.removed.count
        parts.append("\(Self.count(written, "status file")) changed")
        let seconds = report.endedAt.timeIntervalSince(report.startedAt)
        let tenths = Int((seconds * 10).rounded())
        var text = parts.joined(separator: ", ") + " (\(tenths / 10).\(tenths % 10) s)"
        switch report.stopped {
        case .deadline: text += "; stopped at the deadline, the rest goes first next time"
        case .signal: text += "; interrupted, what was won is saved"
        case nil: break
        }
        return text
    }

    private func state(_ state: ConnectionState) -> String {
        StateCell.make(state).painted(coloured)
    }

    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
