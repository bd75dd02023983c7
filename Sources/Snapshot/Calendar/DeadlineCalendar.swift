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
        for deadline in deadlines.sorted(by: { $0.key < $1.key }) { add(deadline, to: &text) }
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
        text.add("BEGIN", "VEVENT")
        text.add("UID", text: "\(key.user)/\(key.provider)/\(key.label)@latchkey")
        text.add("DTSTAMP", CalendarText.time(deadline.setAt))
        text.add("DTSTART", CalendarText.time(deadline.date))
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
