package import FoundationEssentials

/// A date and time of day in UTC, in the proleptic Gregorian calendar.
package struct CivilTime: Hashable, Sendable {
    package let year: Int
    /// From 1 to 12.
    package let month: Int
    /// From 1 to the month's last day.
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int

    /// The years a timestamp of RFC 3339 can name, without year 0, which no provider means.
    static let years = 1...9999
    private static let secondsPerDay = 86_400
    /// Days from 1 March of year 0 to 1 January 1970.
    private static let epoch = 719_468

    /// A time that exists; `nil` for a 30 February, an hour 24 or a second 60.
    package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0)
    {
        guard Self.years.contains(year), 1...12 ~= month,
            1...Self.days(inMonth: month, of: year) ~= day,
            0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The civil time of a count of seconds since 1970; one outside years 1 to 9999 is moved in.
    init(secondsSince1970: Int) {
        let seconds = min(max(secondsSince1970, Self.earliest), Self.latest)
        let ofDay = Self.remainder(seconds, Self.secondsPerDay)
        // Years begin in March here, so that a leap day is the last of its year.
        let days = (seconds - ofDay) / Self.secondsPerDay + Self.epoch
        let era = days / 146_097
        let ofEra = days % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * ofYear + 2) / 153
        day = ofYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (marchMonth < 10 ? 0 : 1)
        hour = ofDay / 3600
        minute = ofDay / 60 % 60
        second = ofDay % 60
    }

    /// The seconds since 1970.
    var secondsSince1970: Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = month > 2 ? month - 3 : month + 9
        let ofYear = (153 * marchMonth + 2) / 5 + day - 1
        let days = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + ofYear
        return (days - Self.epoch) * Self.secondsPerDay + hour * 3600 + minute * 60 + second
    }

    package var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }

    /// The same day and time some months on, or back; a day the month lacks becomes its last.
    package func adding(months: Int) -> CivilTime {
        // No span in these years is longer, and the sum can't overflow.
        let months = min(max(months, -120_000), 120_000)
        let sum = year * 12 + month - 1 + months
        let year = min(max(sum / 12, Self.years.lowerBound), Self.years.upperBound)
        let month = Self.remainder(sum, 12) + 1
        let day = min(day, Self.days(inMonth: month, of: year))
        return CivilTime(
            year: year,
            month: month,
            day: day,
            hour: hour,
            minute: minute,
            second: second
        ) ?? self
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static let earliest = -62_135_596_800
    private static let latest = 253_402_300_799

    /// The remainder that is never negative.
    private static func remainder(_ value: Int, _ divisor: Int) -> Int {
        let remainder = value % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
