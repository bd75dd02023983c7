package import FoundationEssentials

/// When a limit ends, in each of the ways providers tell it.
///
/// Nil for what cannot be read, for what is negative, and for what lies beyond the year 9999.
package enum ResetTime {
    /// The last second of the year 9999, in Unix time.
    private static let latest = 253_402_300_799.0

    /// Seconds to go, whole or with decimals: Reddit, Discord, Patreon.
    package static func seconds(_ text: String, now: Date) -> Date? {
        decimal(text).flatMap { sum(now, $0) }
    }

    /// Minutes to go: Meta.
    package static func minutes(_ text: String, now: Date) -> Date? {
        decimal(text).flatMap { sum(now, $0 * 60) }
    }

    /// Milliseconds to go.
    package static func milliseconds(_ text: String, now: Date) -> Date? {
        decimal(text).flatMap { sum(now, $0 / 1000) }
    }

    /// Unix time in seconds, whole or with decimals: GitHub, X, Twitch, Discord.
    package static func epoch(_ text: String) -> Date? {
        decimal(text).flatMap { sum(Date(timeIntervalSince1970: 0), $0) }
    }

    /// Unix time in milliseconds.
    package static func epochMilliseconds(_ text: String) -> Date? {
        decimal(text).flatMap { sum(Date(timeIntervalSince1970: 0), $0 / 1000) }
    }

    /// RFC 3339, `2030-01-02T03:04:05.678Z`: Mastodon.
    package static func timestamp(_ text: String) -> Date? {
        var scanner = DateScanner(trimmed(text))
        guard let year = scanner.number(digits: 4), scanner.skip("-"),
            let month = scanner.number(digits: 2), scanner.skip("-"),
            let day = scanner.number(digits: 2),
            scanner.skip("T") || scanner.skip("t") || scanner.skip(" "),
            let clock = scanner.clock()
        else { return nil }
        var fraction = 0.0
        if scanner.skip(".") {
            guard let decimals = scanner.fraction() else { return nil }
            fraction = decimals
        }
        guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
        return CivilTime(
            year: year,
            month: month,
            day: day,
            hour: clock.hour,
            minute: clock.minute,
            second: clock.second,
            fraction: fraction,
            offset: offset
        ).date
    }

    /// `2015/06/01 09:49:40 +0000`: SoundCloud.
    package static func slashedDate(_ text: String) -> Date? {
        var scanner = DateScanner(trimmed(text))
        guard let year = scanner.number(digits: 4), scanner.skip("/"),
            let month = scanner.number(digits: 2), scanner.skip("/"),
            let day = scanner.number(digits: 2), scanner.skip(" "),
            let clock = scanner.clock(), scanner.skip(" "),
            let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        return CivilTime(
            year: year,
            month: month,
            day: day,
            hour: clock.hour,
            minute: clock.minute,
            second: clock.second,
            offset: offset
        ).date
    }

    /// `Retry-After`: seconds to go or an HTTP date (RFC 9110 section 10.2.3).
    package static func retryAfter(_ text: String, now: Date) -> Date? {
        seconds(text, now: now) ?? HTTPDate.date(trimmed(text), now: now)
    }

    /// How far the server's clock, by its `Date` header, is ahead of ours, in seconds.
    package static func clockSkew(dateHeader: String, now: Date) -> Double? {
        HTTPDate.date(trimmed(dateHeader), now: now)?.timeIntervalSince(now)
    }

    private static func sum(_ start: Date, _ seconds: Double) -> Date? {
        let date = start.addingTimeInterval(seconds)
        return date.timeIntervalSince1970 <= latest ? date : nil
    }

    /// Digits, perhaps with a point between them; no sign, no exponent, no words.
    private static func decimal(_ text: String) -> Double? {
        let text = trimmed(text)
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(pieces.count), text.utf8.count <= 40,
            pieces.allSatisfy({ piece in
                !piece.isEmpty && piece.utf8.allSatisfy { (0x30...0x39).contains($0) }
            })
        else { return nil }
        return Double(text)
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let head = text.drop(while: isBlank)
        guard let last = head.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(head[...last])
    }
}
