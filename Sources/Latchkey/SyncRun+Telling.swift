import Documents
import Engine
import Inbox
import Snapshot

extension SyncRun {
    /// Tells what a run came to: on standard error, on standard output, and to GitHub Actions.
    func tell(_ report: RunReport, _ outcome: Publication.Outcome, _ inbox: InboxReport) {
        let console = session.console
        inboxText(inbox).say(console)
        for warning in report.warnings { console.warning(warning) }
        let renderer = DiagnosticRenderer(
            sources: session.pipelines.sources,
            isColoured: console.coloursErrors
        )
        for diagnostic in report.diagnostics.dropFirst(session.pipelines.diagnostics.count) {
            console.plain(renderer.render(diagnostic))
        }
        // A disk that is full says so for every file: three will do.
        let refused = outcome.failures
        for failure in refused.prefix(3) { console.error(failure) }
        if case let more = refused.count - 3, more > 0 {
            console.error("\(more) more files could not be written")
        }
        if let actions = session.actions {
            for line in actions.annotations(report) { console.plain(line) }
            let lines = text(report, outcome, isColoured: console.coloursErrors).lines()
            actions.summarise(report, lines.last ?? "")
        }
        if session.common.json {
            let document = ReportJSON.document(report, outcome.writing, outcome.events, inbox)
            console.resultBytes(document.canonicalText())
        } else if console.loudness != .quiet {
            for line in text(report, outcome, isColoured: console.coloursOutput).lines() {
                console.result(line)
            }
        }
    }

    /// The end of a run that the inbox gave nothing to do.
    func end(_ inbox: InboxReport) -> ExitStatus {
        let console = session.console
        let text = inboxText(inbox)
        text.say(console)
        if session.common.json {
            console.resultBytes(
                JSONValue.object([
                    "ok": true, "schema": "latchkey/report/1", "connections": [],
                    "inbox": text.document(),
                ]).canonicalText()
            )
        } else if inbox.isEmpty {
            console.note("the inbox is empty")
        }
        return .success
    }

    /// One connection's part, for `--verbose`.
    static func detail(_ entry: RunReport.Entry) -> String {
        var did: [String] = []
        if entry.didExchange { did.append("exchanged") }
        if entry.didRefresh { did.append("refreshed") }
        if entry.didRead { did.append("read") }
        if did.isEmpty { did.append("nothing done") }
        return "\(entry.record.key): \(did.joined(separator: ", ")), \(entry.record.state.rawValue)"
    }

    private func inboxText(_ inbox: InboxReport) -> InboxText {
        InboxText(report: inbox, rejectedPath: "\(session.common.data)/inbox/rejected")
    }

    private func text(
        _ report: RunReport,
        _ outcome: Publication.Outcome,
        isColoured: Bool
    ) -> ReportText {
        ReportText(report: report, writing: outcome.writing, coloured: isColoured)
    }
}
