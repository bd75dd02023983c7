package import FoundationEssentials

/// Times as text, the way files and providers write them (RFC 3339), in UTC.
package enum Timestamp {
    /// The time in UTC and whole seconds, rounded down: `2026-11-24T10:16:00Z`.
    ///
    /// A time outside years 1 to 9999 is written as the first or last second of them.
    package static func text(_ date: Date) -> String {
        let time = civil(date)
        var text: [UInt8] = []
        text.reserveCapacity(20)
        append(time.year, digits: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(time.month, digits: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(time.day, digits: 2, to: &text)
        text.append(UInt8(ascii: "T"))
        append(time.hour, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(time.minute, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(time.second, digits: 2, to: &text)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The time as `parse` reads back what `text` writes.
    package static func wholeSecond(_ date: Date) -> Date {
        Date(timeIntervalSince1970: Double(min(max(wholeSeconds(date), first), last)))
    }

    /// The first and the last second of the years 1 to 9999, since 1970.
    private static let (first, last) = (-62_135_596_800, 253_402_300_799)

    /// The time an RFC 3339 text names; `nil` when it names none.
    ///
    /// Takes offsets without a colon (`+0000`) and any case of `T` and `Z` too. A leap second is
    /// the second after it.
    package static func parse(_ text: String) -> Date? {
        var reader = TimestampReader(text)
        return reader.read()
    }

    /// The UTC date and time of day; one outside years 1 to 9999 is moved to the nearest in them.
    package static func civil(_ date: Date) -> CivilTime {
        CivilTime(secondsSince1970: wholeSeconds(date))
    }

    /// The time some calendar months later, or earlier, in UTC.
    ///
    /// A day the month lacks becomes its last: a month after 31 January is 28 or 29 February.
    package static func adding(months: Int, to date: Date) -> Date {
        let seconds = date.timeIntervalSince1970
        let fraction = seconds.isFinite ? seconds - seconds.rounded(.down) : 0
        return civil(date).adding(months: months).date.addingTimeInterval(fraction)
    }

    private static func wholeSeconds(_ date: Date) -> Int {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        guard !seconds.isNaN else { return 0 }
        // Far outside any year a timestamp can name, and well within `Int`.
        return Int(min(max(seconds, -1e15), 1e15))
    }

    private static func append(_ value: Int, digits: Int, to text: inout [UInt8]) {
        var divisor = digits == 4 ? 1000 : 10
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }
}
