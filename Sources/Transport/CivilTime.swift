import FoundationEssentials

/// A date and time of day as people write it, in the Gregorian calendar, beside its offset from UTC.
struct CivilTime {
    /// 1 to 9999.
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    /// 60 is a leap second, and counts as the first of the next minute.
    var second: Int
    /// Below 1.
    var fraction = 0.0
    /// Seconds east of UTC.
    var offset = 0

    /// The instant; nil when there is no such day or time.
    var date: Date? {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...daysInMonth).contains(day), (0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second), abs(offset) <= 24 * 3600
        else { return nil }
        let seconds = daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    private var isLeapYear: Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private var daysInMonth: Int {
        switch month {
        case 2: isLeapYear ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counts from March, so that the leap day is the last of its year.
    private var daysSinceEpoch: Int {
        let shiftedYear = month > 2 ? year : year - 1
        let shiftedMonth = (month + 9) % 12
        let leapDays = shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
        // 719,468 days lie between 1 March of year 0 and 1 January 1970.
        return 365 * shiftedYear + leapDays + (153 * shiftedMonth + 2) / 5 + day - 1 - 719_468
    }
}
