import Documents
import Engine
import FoundationEssentials
import Glibc
import Pipeline
import Snapshot

/// What GitHub Actions is told: masks, annotations, the job summary.
struct GitHubActions: Sendable {
    private let summaryPath: String?

    /// `nil` outside GitHub Actions.
    init?(environment: [String: String]) {
        guard environment["GITHUB_ACTIONS"] == "true" else { return nil }
        summaryPath = environment["GITHUB_STEP_SUMMARY"]
    }

    /// The command that keeps a text out of the job's log from here on.
    static func mask(_ text: String) -> String { "::add-mask::\(escape(text))" }

    func annotations(_ report: RunReport) -> [String] {
        var lines = report.diagnostics.map { diagnostic in
            let kind = diagnostic.severity == .error ? "error" : "warning"
            let place = diagnostic.location
            return
                "::\(kind) file=\(Self.property(place.path)),line=\(place.line),col=\(place.column)::\(Self.escape(diagnostic.message))"
        }
        // GitHub shows ten of a kind: what many share must not take the others' places.
        for group in FailureGroup.all(of: report) {
            let kind = group.state == .needsReconnect ? "error" : "warning"
            lines.append(
                "::\(kind) title=\(Self.property(group.title))::\(Self.escape(group.sentence))"
            )
        }
        for file in report.closedFiles {
            lines.append("::error title=\(Self.property(file.user))::\(Self.escape(file.detail))")
        }
        let text = DeadlineText(now: report.endedAt)
        for deadline in report.deadlines where deadline.cause != .ended {
            guard let warning = deadline.warning(at: report.endedAt) else { continue }
            let kind = warning <= .day ? "error" : warning <= .fortnight ? "warning" : "notice"
            lines.append(
                "::\(kind) title=\(Self.property(deadline.key.description))::\(Self.escape(text.sentence(deadline)))"
            )
        }
        return lines
    }

    /// Appends a table to the job's page; a summary that can't be written is no failure.
    func summarise(_ report: RunReport, _ summary: String) {
        guard let summaryPath else { return }
        var text = "### Latchkey\n\n\(summary)\n\n"
        let shown = report.entries.filter {
            $0.failure != nil || $0.record.needsAttention(at: report.endedAt)
        }
        if !shown.isEmpty {
            text += "| connection | status | what | next step |\n|---|---|---|---|\n"
            for entry in shown.prefix(500) {
                text += "| \(entry.record.key) | \(entry.record.state.rawValue) | "
                text += "\(entry.record.message ?? "") | "
                text += "\(entry.record.nextStep ?? "") |\n"
            }
        }
        let deadlines = report.deadlines.filter {
            $0.cause != .ended && $0.warning(at: report.endedAt) != nil
        }
        if !deadlines.isEmpty {
            text += "\n| by | connection | what | next step |\n|---|---|---|---|\n"
            for deadline in deadlines.prefix(500) {
                text += "| \(Timestamp.text(deadline.date).prefix(10)) | \(deadline.key) | "
                text += "\(deadline.message) | \(deadline.nextStep) |\n"
            }
        }
        for warning in report.warnings { text += "\n- \(warning)" }
        for file in report.closedFiles.prefix(500) {
            text += "\n- `\(file.user)` is \(file.state.rawValue): \(Advice.meaning(file.reason))"
        }
        let descriptor = unsafe open(summaryPath, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array((text + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    }

    private static func escape(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        escape(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
