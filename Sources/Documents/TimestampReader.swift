internal import FoundationEssentials

/// Reads one timestamp from left to right (RFC 3339, section 5.6).
struct TimestampReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    private var first: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func read() -> Date? {
        guard let year = number(4), take("-"), let month = number(2), take("-"),
            let day = number(2), take("T") || take("t") || take(" "), let hour = number(2),
            take(":"), let minute = number(2), take(":"), let second = number(2),
            let fraction = fraction(),
            let offset = offset(), place == bytes.count
        else { return nil }
        let isLeapSecond = second == 60
        let time = CivilTime(
            year: year,
            month: month,
            day: day,
            hour: hour,
            minute: minute,
            second: isLeapSecond ? 59 : second
        )
        guard let time else { return nil }
        let seconds = time.secondsSince1970 - offset
        guard !isLeapSecond || Self.mayLeap(after: seconds) else { return nil }
        return Date(
            timeIntervalSince1970: Double(seconds + (isLeapSecond ? 1 : 0)) + fraction
        )
    }

    /// Whether a leap second may follow: only at the end of a month of UTC.
    private static func mayLeap(after seconds: Int) -> Bool {
        let next = CivilTime(secondsSince1970: seconds + 1)
        return next.day == 1 && next.hour == 0 && next.minute == 0 && next.second == 0
    }

    private mutating func take(_ choice: Unicode.Scalar) -> Bool {
        guard let first, UInt32(first) == choice.value else { return false }
        place += 1
        return true
    }

    /// A number of exactly so many digits, at most nine.
    private mutating func number(_ digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private mutating func digit() -> Int? {
        guard let first, 0x30...0x39 ~= first else { return nil }
        place += 1
        return Int(first) - 0x30
    }

    /// The part of a second after a point, 0 when there is none; digits past the ninth are dropped.
    private mutating func fraction() -> Double? {
        guard take(".") else { return 0 }
        var value = 0
        var scale = 1
        var count = 0
        while let digit = digit() {
            count += 1
            guard count <= 9 else { continue }
            value = value * 10 + digit
            scale *= 10
        }
        return count == 0 ? nil : Double(value) / Double(scale)
    }

    /// The seconds by which the local time is ahead of UTC.
    private mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isBehind = first == 0x2D
        guard take("+") || take("-"), let hours = number(2) else { return nil }
        _ = take(":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        return (hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
    }
}
