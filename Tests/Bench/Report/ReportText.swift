import Documents
import FoundationEssentials

/// The report as people read it.
struct ReportText {
    let lines: [String]

    init(_ report: Report) {
        var lines = [Self.machine(report)]
        if let ceiling = report.ceiling {
            let figures = ceiling.perSecond.map { "\($0.requests)/s by \($0.atOnce) at once" }
            lines.append("The sandbox alone answers \(figures.joined(separator: ", ")).")
        }
        if !report.comparisons.isEmpty { lines += [""] + Self.rows(report) + [""] + Self.notes }
        if !report.start.isEmpty {
            let ends = report.start.ends
            lines += [
                "",
                "latchkey --version: \(Self.text(report.start.median * 1000)) ms "
                    + "(\(Self.text(ends.0 * 1000)) to \(Self.text(ends.1 * 1000))), median of "
                    + "\(report.start.count), peak \(Self.text(report.start.peak)) MB",
            ]
        }
        for step in report.build {
            lines.append("\(step.what): \(Self.text(Double(step.microseconds) / 1e6)) s")
        }
        let goals = Goal.all(report)
        if !goals.isEmpty { lines += [""] + Self.goals(goals) }
        self.lines = lines
    }

    private static func machine(_ report: Report) -> String {
        let machine = report.machine
        return "\(Timestamp.text(report.startedAt)) to \(Timestamp.text(report.endedAt)), "
            + "\(machine.processor), \(machine.cores) cores, "
            + "\(machine.memoryBytes >> 30) GiB, load \(text(machine.loadAtStart)) before and "
            + "\(text(report.loadAtEnd)) after, \(report.lanes) gpg lanes"
    }

    private static let notes = [
        "Seconds, median (quickest to slowest). Behind a floor: latchkey's time for one of the",
        "floor's. Behind a peer: the peer's time for one of latchkey's. gpg floors are measured on",
        "up to 2000 files, the script on up to 1000 users, the plain loop on up to 40; scaled.",
    ]

    private static func rows(_ report: Report) -> [String] {
        let header = [
            "row", "users", "ms", "latchkey", "MB", "gpg", "requests", "connections",
            "at once", "network", "gpg floor", "with proof", "gpg kept", "plain loop", "script",
        ]
        let cells = report.comparisons.map { row in
            let ends = row.samples[.latchkey]?.ends ?? (.nan, .nan)
            return [
                row.row.rawValue, "\(row.users)", "\(row.latency)",
                "\(text(row.seconds(.latchkey) ?? .nan)) (\(text(ends.0)) to \(text(ends.1)))",
                text(row.samples[.latchkey]?.peak ?? .nan), row.gpgCalls.map { "\($0)" } ?? "",
                "\(row.requests)", "\(row.connections)", "\(row.mostAtOnce)",
                floor(row, .network),
                row.row == .cold ? floor(row, .decrypt) : floor(row, .encrypt),
                floor(row, .prove), floor(row, .kept), peer(row, .plain), peer(row, .script),
            ]
        }
        return columns([header] + cells)
    }

    private static func goals(_ goals: [Goal]) -> [String] {
        let header = ["to reach", "limit", "measured", ""]
        return columns(
            [header]
                + goals.map { goal in
                    let unit = goal.unit.isEmpty ? "" : " \(goal.unit)"
                    return [
                        goal.what, "\(goal.isFloor ? "over" : "within") \(text(goal.limit))\(unit)",
                        text(goal.measured) + unit, goal.isReached ? "reached" : "NOT REACHED",
                    ]
                }
        )
    }

    private static func floor(_ row: Comparison, _ floor: Contender) -> String {
        guard let seconds = row.seconds(floor), let ratio = row.over(floor) else { return "" }
        return "\(text(seconds)) (\(text(ratio))×)"
    }

    private static func peer(_ row: Comparison, _ peer: Contender) -> String {
        guard let seconds = row.seconds(peer), let ratio = row.behind(peer) else { return "" }
        return "\(text(seconds)) (\(text(ratio))×)"
    }

    private static func columns(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            let line = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Three digits that count; more where the number has more before its point.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let size = abs(value)
        let places = size >= 99.5 ? 0 : size >= 9.95 ? 1 : size >= 0.995 ? 2 : 3
        let power = [1, 10, 100, 1000][places]
        let scaled = Int((size * Double(power)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(scaled)" }
        let rest = String(scaled % power)
        return "\(sign)\(scaled / power)." + String(repeating: "0", count: places - rest.count)
            + rest
    }
}
