import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// `attention.ics`: every date before which somebody has to act (RFC 5545).
///
/// The bytes depend on the deadlines alone, never on the run's own time.
struct DeadlineCalendar {
    let deadlines: [Deadline]
    let pipelines: [String: PipelineDefinition]
    let loginURLs: [String: String]

    func bytes() -> [UInt8] {
        var text = CalendarText()
        text.add("BEGIN", "VCALENDAR")
        text.add("VERSION", "2.0")
        text.add("PRODID", "-//Latchkey//Latchkey//EN")
        text.add("CALSCALE", "GREGORIAN")
        text.add("METHOD", "PUBLISH")
        // RFC 7986, and the name that older programs know.
        text.add("NAME", text: "Latchkey")
        text.add("X-WR-CALNAME", text: "Latchkey")
        text.add("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
        // A calendar has to hold something (section 3.6), and nothing may be due.
        if deadlines.isEmpty { Self.addZone(to: &text) }
        let days = DeadlineDay.days(of: deadlines)
        let single = days.filter { !$0.isCrowded }.flatMap(\.deadlines)
        for deadline in single.sorted(by: { $0.key < $1.key }) { add(deadline, to: &text) }
        let crowds = days.filter(\.isCrowded).map { (uid: Self.uid(of: $0), day: $0) }
        for crowd in crowds.sorted(by: { $0.uid < $1.uid }) {
            add(crowd.day, crowd.uid, to: &text)
        }
        text.add("END", "VCALENDAR")
        return text.bytes
    }

    private func add(_ deadline: Deadline, to text: inout CalendarText) {
        let key = deadline.key
        let provider = pipelines[key.provider]?.name ?? key.provider
        let summary = "\(provider): \(key.user) \(Self.what(deadline))"
        var description = ["\(key): \(deadline.message)", "Next step: \(deadline.nextStep)."]
        let url = deadline.isForPerson ? loginURLs[key.provider] : nil
        if let url { description.append(url) }
        addEvent(
            "\(key.user)/\(key.provider)/\(key.label)@latchkey",
            stamp: deadline.setAt,
            start: deadline.date,
            summary,
            description,
            url,
            to: &text
        )
    }

    private static func uid(of day: DeadlineDay) -> String {
        let first = day.deadlines[0]
        return "\(DeadlineDay.day(of: first))/\(first.key.provider)/\(first.cause)@latchkey"
    }

    /// A crowd as one event, at its soonest deadline.
    private func add(_ day: DeadlineDay, _ uid: String, to text: inout CalendarText) {
        let first = day.deadlines[0]
        let provider = pipelines[first.key.provider]?.name ?? first.key.provider
        let count = day.deadlines.count
        let url = first.isForPerson ? loginURLs[first.key.provider] : nil
        let description = [
            "\(count) connections: \(first.message)", "Next step: \(first.nextStep).", day.names,
        ]
        addEvent(
            uid,
            stamp: day.deadlines.map(\.setAt).max() ?? first.setAt,
            start: first.date,
            "\(provider): \(count) people's connections \(Self.whatOfMany(first))",
            description + [url].compactMap(\.self),
            url,
            to: &text
        )
    }

    private func addEvent(
        _ uid: String,
        stamp: Date,
        start: Date,
        _ summary: String,
        _ description: [String],
        _ url: String?,
        to text: inout CalendarText
    ) {
        text.add("BEGIN", "VEVENT")
        text.add("UID", text: uid)
        text.add("DTSTAMP", CalendarText.time(stamp))
        text.add("DTSTART", CalendarText.time(start))
        text.add("SUMMARY", text: summary)
        text.add("DESCRIPTION", text: description.joined(separator: "\n"))
        if let url { text.add("URL", url) }
        text.add("TRANSP", "TRANSPARENT")
        for threshold in Self.alarms {
            text.add("BEGIN", "VALARM")
            text.add("ACTION", "DISPLAY")
            text.add("TRIGGER", "-P\(threshold.rawValue)D")
            text.add("DESCRIPTION", text: summary)
            text.add("END", "VALARM")
        }
        text.add("END", "VEVENT")
    }

    private static let alarms: [DeadlineWarning] = [.month, .fortnight, .week, .day]

    private static func whatOfMany(_ deadline: Deadline) -> String {
        switch deadline.cause {
        case .consent: "end, from now on"
        case .renewal: "end unless a renewal succeeds"
        case .ended: deadline.isForPerson ? "have ended" : "need attention"
        }
    }

    private static func what(_ deadline: Deadline) -> String {
        switch deadline.cause {
        case .consent: "must connect again by now"
        case .renewal: "ends unless a renewal succeeds"
        case .ended: deadline.isForPerson ? "must connect again" : "needs attention"
        }
    }

    private static func addZone(to text: inout CalendarText) {
        text.add("BEGIN", "VTIMEZONE")
        text.add("TZID", text: "Etc/UTC")
        text.add("BEGIN", "STANDARD")
        text.add("DTSTART", "19700101T000000")
        text.add("TZOFFSETFROM", "+0000")
        text.add("TZOFFSETTO", "+0000")
        text.add("END", "STANDARD")
        text.add("END", "VTIMEZONE")
    }
}
