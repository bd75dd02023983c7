import Documents
import Engine
import FoundationEssentials
import Snapshot
import Vault

/// What somebody has to do by when, for a person and for a program.
struct DeadlineText {
    let now: Date

    /// More lines than this are read by nobody; `status` shows them all.
    static let mostLines = 20

    /// A line for each deadline within 30 days, the most pressing first.
    ///
    /// What has ended is told with its state already, so it is left out.
    func lines(_ deadlines: [Deadline], coloured: Bool) -> [String] {
        let shown = deadlines.filter { $0.cause != .ended && $0.warning(at: now) != nil }
        var lines = shown.prefix(Self.mostLines).map { deadline in
            let date = Timestamp.text(deadline.date).prefix(10)
            let paint = paint(deadline)
            return "\(paint.on("by \(date)", if: coloured))  \(deadline.key): \(sentence(deadline))"
        }
        if shown.count > lines.count {
            lines.append(
                "and \(ReportText.count(shown.count - lines.count, "more deadline")): latchkey status"
            )
        }
        return lines
    }

    /// `in 13 days the connection ends, …; ask the person to connect again before then`.
    func sentence(_ deadline: Deadline) -> String {
        "\(when(deadline)): \(deadline.message); \(deadline.nextStep)"
    }

    /// What the deadline adds to a connection's JSON: computed on reading, so days may be told.
    func add(_ deadline: Deadline, to object: inout JSONObject) {
        object["by"] = .string(Timestamp.text(deadline.date))
        object["daysLeft"] = .number(JSONNumber(deadline.daysLeft(at: now)))
        object["warning"] = deadline.warning(at: now).map { .number(JSONNumber($0.rawValue)) }
        object["who"] = .string(deadline.isForPerson ? "person" : "operator")
        object["nextStep"] = .string(deadline.nextStep)
    }

    /// One deadline as an object of its own.
    func document(_ deadline: Deadline) -> JSONValue {
        var object: JSONObject = [
            "user": .string(deadline.key.user.text), "provider": .string(deadline.key.provider),
            "label": .string(deadline.key.label), "message": .string(deadline.message),
        ]
        add(deadline, to: &object)
        return .object(object)
    }

    func paint(_ deadline: Deadline) -> Paint {
        switch deadline.warning(at: now) {
        case .overdue, .day: .red
        case .week, .fortnight: .yellow
        case .month, nil: .blue
        }
    }

    private func when(_ deadline: Deadline) -> String {
        let days = deadline.daysLeft(at: now)
        return days < 0
            ? "overdue" : days == 0 ? "within a day" : "in \(ReportText.count(days, "day"))"
    }
}
