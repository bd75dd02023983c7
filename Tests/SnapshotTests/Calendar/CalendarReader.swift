import Documents
import LatchkeyTestSupport

/// A reader of iCalendar that is not ours: Python's `icalendar`.
enum CalendarReader {
    private static let program = """
        import json, sys
        from icalendar import Calendar
        calendar = Calendar.from_ical(sys.stdin.buffer.read())
        assert not calendar.errors, calendar.errors
        events = []
        for event in calendar.walk("VEVENT"):
            assert not event.errors, event.errors
            events.append({
                "uid": str(event["UID"]),
                "stamp": event.decoded("DTSTAMP").isoformat(),
                "start": event.decoded("DTSTART").isoformat(),
                "summary": str(event["SUMMARY"]),
                "description": str(event["DESCRIPTION"]),
                "url": str(event.get("URL", "")),
                "alarms": sorted(
                    int(-alarm.decoded("TRIGGER").total_seconds() // 86400)
                    for alarm in event.walk("VALARM")
                ),
            })
        json.dump({"parts": len(calendar.subcomponents), "events": events}, sys.stdout)
        """

    /// The calendar's events as the reader understands them, and how many parts it has.
    ///
    /// - Throws: Where the reader refuses a byte.
    static func read(_ bytes: [UInt8]) throws -> JSONValue {
        try JSONValue(
            parsing: try Subprogram.run("python3", ["-c", program], input: bytes)
        )
    }
}
