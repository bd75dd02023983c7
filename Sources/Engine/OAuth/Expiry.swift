package import Documents
package import FoundationEssentials
package import Pipeline

/// What an answer tells about an end.
package enum Expiry: Hashable, Sendable {
    /// Not a word: the pipeline's own lifetime applies.
    case untold
    /// No end: 0 (Mailchimp, Deezer).
    case never
    case at(Date)

    /// Reads the first source that tells; a value that is no time, is past, or lies more than
    /// fifty years ahead is taken as not told.
    package init(_ pick: ExpiryPick, in document: JSONValue, now: Date) {
        for source in pick.sources {
            guard let text = source.pick.first(in: document)?.exactText else { continue }
            if let number = Double(text), number == 0 {
                self = .never
                return
            }
            guard let date = Self.date(text, source.kind, now),
                date > now, date < now.addingTimeInterval(50 * 366 * 86_400)
            else { continue }
            self = .at(date)
            return
        }
        self = .untold
    }

    private static func date(_ text: String, _ kind: ExpiryPick.Kind, _ now: Date) -> Date? {
        func number() -> Double? { Double(text).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } }
        return switch kind {
        case .seconds: number().map { now.addingTimeInterval($0.rounded(.down)) }
        case .milliseconds: number().map { now.addingTimeInterval(($0 / 1000).rounded(.down)) }
        case .epoch: number().map { Date(timeIntervalSince1970: $0.rounded(.down)) }
        case .epochMilliseconds:
            number().map { Date(timeIntervalSince1970: ($0 / 1000).rounded(.down)) }
        case .iso8601: Timestamp.parse(text)
        }
    }

    /// The end, with the pipeline's lifetime where the answer does not tell.
    package func end(lifetime: Span?, from now: Date) -> Date? {
        switch self {
        case .untold: lifetime?.adding(to: now)
        case .never: nil
        case .at(let date): date
        }
    }
}
