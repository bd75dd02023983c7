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
    /// How far apart runs are; `nil` while it is unknown.
    let rhythm: RunRhythm?
    /// Set where the schedule looks switched off.
    let outage: ScheduleOutage?
    var limits = LimitRecord()
    let now: Date

    /// The table; `isVerbose` says of each connection how many runs it can miss, too.
    func lines(coloured: Bool, isVerbose: Bool = false) -> [String] {
        var table = Table(
            ["STATUS", "USER", "PROVIDER", "LABEL", "ACCOUNT", "ENDS"]
                + (isVerbose ? ["SURVIVES"] : []) + ["WHAT"]
        )
        let survives = isVerbose ? [Table.Cell("-")] : []
        // Nothing is more urgent than a file that nobody can open.
        for file in closed where !records.contains(where: { $0.key.user.text == file.user }) {
            table.rows.append(
                [
                    StateCell.make(file.state), Table.Cell(file.user), "-", "-", "-", "-",
                ] + survives + [Table.Cell(Advice.meaning(file.reason))]
            )
        }
        for record in records {
            table.rows.append(
                [
                    StateCell.make(record.state), Table.Cell(record.key.user.text),
                    Table.Cell(record.key.provider), Table.Cell(record.key.label),
                    Table.Cell(
                        record.profile["username"]?.string ?? record.profile["name"]?.string ?? "-"
                    ),
                    Table.Cell(ends(record)),
                ] + (isVerbose ? [Table.Cell(survival(record))] : []) + [Table.Cell(what(record))]
            )
        }
        return table.lines(coloured: coloured)
    }

    func document() -> JSONValue {
        var object: JSONObject = [
            "schema": "latchkey/status/1", "connections": .array(records.map(row)),
            "closedFiles": .array(
                closed.map {
                    [
                        "user": .string($0.user), "status": .string($0.state.rawValue),
                        "reason": .string($0.reason.rawValue),
                    ]
                }
            ),
        ]
        object["limits"] = .array(LimitText(now: now).documents(limits))
        object["scheduleOutage"] = outage.map { .string($0.sentence) }
        return .object(object)
    }

    private func row(_ record: ConnectionRecord) -> JSONValue {
        var object = ConnectionRow.document(record).object ?? [:]
        if let deadline = record.deadline { DeadlineText(now: now).add(deadline, to: &object) }
        object["survivesMissedRuns"] = missableRuns(record).map { .number(JSONNumber($0)) }
        return .object(object)
    }

    /// How many runs in a row the connection survives; `nil` where runs don't matter, or their
    /// rhythm is unknown.
    private func missableRuns(_ record: ConnectionRecord) -> Int? {
        guard let end = record.slidingEnd else { return nil }
        return rhythm?.missableRuns(before: end, now: now)
    }

    private func survival(_ record: ConnectionRecord) -> String {
        missableRuns(record).map { ReportText.count($0, "missed run") } ?? "-"
    }

    private func ends(_ record: ConnectionRecord) -> String {
        guard record.state != .disconnected, record.connectedAt != nil else { return "-" }
        guard let end = record.expiresAt else { return "never" }
        let days = Int((end.timeIntervalSince(now) / 86_400).rounded(.down))
        return days < 0 ? "ended" : days == 0 ? "today" : "in \(ReportText.count(days, "day"))"
    }

    private func what(_ record: ConnectionRecord) -> String {
        var parts: [String] = []
        if let message = record.message {
            parts.append(message)
            if let next = record.nextStep { parts.append(next) }
        }
        let ofState = record.nextStep
        if let deadline = record.deadline, deadline.cause != .ended,
            deadline.warning(at: now) != nil
        {
            // The reason of a renewal that fails stands before it already.
            let isTold = deadline.cause == .renewal && record.reason != nil
            parts.append(isTold ? "nothing renews the token until then" : deadline.message)
            if deadline.nextStep != ofState { parts.append(deadline.nextStep) }
        } else if record.reason == nil, record.state == .expiring {
            parts.append("its renewal is due")
        }
        if let runs = missableRuns(record), runs < Int(GrantClocks.leastGaps) {
            parts.append(
                runs == 0
                    ? "the next run must renew it"
                    : "survives \(ReportText.count(runs, "missed run"))"
            )
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
