import Documents
import Engine
import Inbox
import Vault

/// What became of the inbox, for a person and for a program.
///
/// Nothing of a message that does not check is repeated, not even the name of its file.
struct InboxText {
    let report: InboxReport
    let rejectedPath: String

    func say(_ console: Console) {
        for taken in report.taken { console.note("inbox: \(sentence(taken))") }
        for (reason, count) in counted(report.rejected.map(\.sentence)) {
            console.note(
                "inbox: \(ReportText.count(count, "message")) put aside in \(rejectedPath): \(reason)"
            )
        }
        for (reason, count) in counted(report.waiting) {
            console.warning("inbox: \(ReportText.count(count, "message")) left there: \(reason)")
        }
        for warning in report.warnings { console.warning(warning) }
    }

    func document() -> JSONValue {
        .object([
            "taken": .array(
                report.taken.map { taken in
                    .object([
                        "user": .string(taken.key.user.text),
                        "provider": .string(taken.key.provider),
                        "label": .string(taken.key.label),
                        "outcome": .string(taken.outcome.rawValue),
                    ])
                }
            ),
            "rejected": .array(report.rejected.map { .string($0.code) }),
            "waiting": .array(report.waiting.map { .string($0) }),
            "warnings": .array(report.warnings.map { .string($0) }),
        ])
    }

    private func sentence(_ taken: InboxReport.Taken) -> String {
        switch taken.outcome {
        case .connected: "a code came for \(taken.key)"
        case .disconnected: "\(taken.key) is disconnected, as its owner asked"
        case .known: "a message for \(taken.key) had been taken before"
        case .lapsed:
            "a code for \(taken.key) was over before this run: it has to be asked for again"
        }
    }

    /// Equal ones together, in the order of the first of each.
    private func counted(_ texts: [String]) -> [(String, Int)] {
        var counts: [(text: String, count: Int)] = []
        for text in texts {
            if let place = counts.firstIndex(where: { $0.text == text }) {
                counts[place].count += 1
            } else {
                counts.append((text, 1))
            }
        }
        return counts.map { ($0.text, $0.count) }
    }
}
