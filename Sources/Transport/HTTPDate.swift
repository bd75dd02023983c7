package import FoundationEssentials

/// The dates of HTTP headers, in all three forms a recipient must read (RFC 9110 section 5.6.7).
package enum HTTPDate {
    /// Nil when the text is none of the three, or names no day that exists.
    ///
    /// `now` tells the century of a two-digit year.
    package static func date(_ text: String, now: Date) -> Date? {
        preferred(text) ?? twoDigitYear(text, now: now) ?? asctime(text)
    }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let longDays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func preferred(_ text: String) -> Date? {
        var scanner = DateScanner(text)
        guard scanner.name(of: days) != nil, scanner.skip(", "),
            let day = scanner.number(digits: 2), scanner.skip(" "),
            let month = scanner.name(of: months), scanner.skip(" "),
            let year = scanner.number(digits: 4), scanner.skip(" "),
            let clock = scanner.clock(), scanner.skip(" GMT"), scanner.isAtEnd
        else { return nil }
        return date(year, month, day, clock)
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`.
    private static func twoDigitYear(_ text: String, now: Date) -> Date? {
        var scanner = DateScanner(text)
        guard scanner.name(of: longDays) != nil, scanner.skip(", "),
            let day = scanner.number(digits: 2), scanner.skip("-"),
            let month = scanner.name(of: months), scanner.skip("-"),
            let short = scanner.number(digits: 2), scanner.skip(" "),
            let clock = scanner.clock(), scanner.skip(" GMT"), scanner.isAtEnd
        else { return nil }
        // More than fifty years ahead means the century before.
        let horizon = now.addingTimeInterval(50 * 365.25 * 86_400)
        guard let date = date(2000 + short, month, day, clock) else { return nil }
        return date > horizon ? self.date(1900 + short, month, day, clock) : date
    }

    /// `Sun Nov  6 08:49:37 1994`.
    private static func asctime(_ text: String) -> Date? {
        var scanner = DateScanner(text)
        guard scanner.name(of: days) != nil, scanner.skip(" "),
            let month = scanner.name(of: months), scanner.skip(" "),
            let day = scanner.paddedNumber(), scanner.skip(" "),
            let clock = scanner.clock(), scanner.skip(" "),
            let year = scanner.number(digits: 4), scanner.isAtEnd
        else { return nil }
        return date(year, month, day, clock)
    }

    private static func date(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ clock: (hour: Int, minute: Int, second: Int)
    ) -> Date? {
        CivilTime(
            year: year,
            month: month + 1,
            day: day,
            hour: clock.hour,
            minute: clock.minute,
            second: clock.second
        ).date
    }
}
