import Documents
import Engine
import FoundationEssentials
import Pipeline
import Snapshot
import Vault

/// The table of all connections.
struct StatusText {
    let records: [ConnectionRecord]
    let closed: [RunReport.ClosedFile]
    let now: Date

    func lines(coloured: Bool) -> [String] {
        var table = Table(["STATUS", "USER", "PROVIDER", "LABEL", "ACCOUNT", "ENDS", "WHAT"])
        // Nothing is more urgent than a file that nobody can open.
        for file in closed where !records.contains(where: { $0.key.user.text == file.user }) {
            table.rows.append([
                StateCell.make(file.state), Table.Cell(file.user), "-", "-", "-", "-",
                Table.Cell(Advice.meaning(file.reason)),
            ])
        }
        for record in records {
            table.rows.append([
                StateCell.make(record.state), Table.Cell(record.key.user.text),
                Table.Cell(record.key.provider), Table.Cell(record.key.label),
                Table.Cell(
                    record.profile["username"]?.string ?? record.profile["name"]?.string ?? "-"
                ),
                Table.Cell(ends(record)), Table.Cell(what(record)),
            ])
        }
        return table.lines(coloured: coloured)
    }

    func document() -> JSONValue {
        .object([
            "schema": "latchkey/status/1",
            "connections": .array(records.map { ConnectionRow.document($0) }),
            "closedFiles": .array(
                closed.map {
                    [
                        "user": .string($0.user), "status": .string($0.state.rawValue),
                        "reason": .string($0.reason.rawValue),
                    ]
                }
            ),
        ])
    }

    private func ends(_ record: ConnectionRecord) -> String {
        guard record.state != .disconnected, record.connectedAt != nil else { return "-" }
        guard let end = record.expiresAt else { return "never" }
        let days = Int((end.timeIntervalSince(now) / 86_400).rounded(.down))
        return days < 0 ? "ended" : days == 0 ? "today" : "in \(ReportText.count(days, "day"))"
    }

    private func what(_ record: ConnectionRecord) -> String {
        var parts: [String] = []
        if let reason = record.reason {
            parts.append(Advice.meaning(reason))
            if let next = record.nextStep { parts.append(next) }
        } else if record.state == .expiring {
            parts.append("ends soon")
        }
        if let stale = record.stale, record.reason != stale.reason {
            parts.append("values are from before \(Timestamp.text(stale.since))")
        }
        if !record.missingScopes.isEmpty {
            parts.append("not granted: \(record.missingScopes.joined(separator: " "))")
        }
        return parts.joined(separator: "; ")
    }
}
