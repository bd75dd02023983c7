import Documents
import FoundationEssentials
import Transport

/// Times as files and providers write them.
struct TimeTarget: FuzzTarget {
    let name = "time"
    let corpus = (OddTexts.times + OddTexts.numbers).map { Array($0.utf8) }
    let tokens = ["GMT", "+00:00", "-23:59", ".9", "Feb", "Sunday, ", "T", "Z"]

    private static let clocks = Clocks.all

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        for now in Self.clocks {
            for date in [
                ResetTime.seconds(text, now: now), ResetTime.minutes(text, now: now),
                ResetTime.milliseconds(text, now: now), ResetTime.retryAfter(text, now: now),
                ResetTime.epoch(text), ResetTime.epochMilliseconds(text),
                ResetTime.timestamp(text), ResetTime.slashedDate(text),
                HTTPDate.date(text, now: now), Timestamp.parse(text),
            ] {
                guard let date else { continue }
                try Self.expectReadable(date)
                for months in [Int.min, -12_000, -1, 0, 1, 12_000, Int.max] {
                    try Self.expectReadable(Timestamp.adding(months: months, to: date))
                }
            }
            _ = ResetTime.clockSkew(dateHeader: text, now: now)
        }
        if let date = Timestamp.parse(text), Clocks.years.contains(date.timeIntervalSince1970) {
            let whole = date.timeIntervalSince1970.rounded(.down)
            try FuzzFinding.unless(
                Timestamp.parse(Timestamp.text(date))?.timeIntervalSince1970 == whole,
                "\(text) is another time when it is written and read"
            )
        }
    }

    /// What is written can be read, whatever the date.
    private static func expectReadable(_ date: Date) throws(FuzzFinding) {
        let written = Timestamp.text(date)
        try FuzzFinding.unless(
            Timestamp.parse(written).map(Timestamp.text) == written,
            "\(written) can't be read"
        )
    }
}
