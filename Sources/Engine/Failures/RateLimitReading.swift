import Documents
import FoundationEssentials
import Pipeline
import Transport

/// Reads what an answer tells about limits, in the units its pipeline names.
///
/// Pure.
struct RateLimitReading {
    let signals: [RateLimitDefinition.Signal]
    let now: Date

    /// When calls may go on, where the answer tells; the latest of all that it tells.
    func retryAt(_ response: HTTPResponse, _ document: JSONValue?) -> Date? {
        var moments = [
            response.header("Retry-After").flatMap { ResetTime.retryAfter($0, now: now) }
        ]
        for signal in signals {
            for text in values(signal.source, response, document) {
                moments.append(moment(text, signal.meaning))
            }
        }
        return moments.compactMap(\.self).filter { $0 > now }.max()
    }

    /// How far limits are used up; `nil` where the pipeline names no sign of it.
    func notice(_ response: HTTPResponse, _ document: JSONValue?) -> LimitNotice? {
        guard !signals.isEmpty else { return nil }
        var notice = LimitNotice()
        for signal in signals {
            for text in values(signal.source, response, document) {
                switch signal.scope {
                case .app: take(text, signal.meaning, &notice.app)
                case .account: take(text, signal.meaning, &notice.account)
                }
            }
        }
        return notice
    }

    private func take(
        _ text: String,
        _ meaning: RateLimitDefinition.Signal.Meaning,
        _ part: inout LimitNotice.Part
    ) {
        switch meaning {
        case .remaining: part.remaining = Self.number(text)
        case .limit: part.limit = Self.number(text)
        case .percent:
            guard let fraction = Self.fraction(text) else { return }
            part.fraction = max(part.fraction ?? 0, fraction)
        case .used:
            part.used = text.split(separator: ",").map { Int(Self.number(String($0)) ?? 0) }
        case .retryAfter, .retryAfterMinutes, .resetEpoch, .resetSeconds, .resetTime:
            guard let date = moment(text, meaning), date > now else { return }
            part.reset = max(part.reset ?? date, date)
        }
    }

    /// A number as headers have it: not negative, at most 10^12, perhaps with decimals.
    private static func number(_ text: String) -> Double? {
        guard let number = Double(text.filter { $0 != " " }), number >= 0 else { return nil }
        return min(number, 1e12)
    }

    private static func fraction(_ text: String) -> Double? {
        let parts = text.split(separator: "/")
        guard parts.count == 2 else { return number(text).map { $0 / 100 } }
        guard let used = number(String(parts[0])), let all = number(String(parts[1])), all > 0
        else { return nil }
        return used / all
    }

    private func values(
        _ source: RateLimitDefinition.Signal.Source,
        _ response: HTTPResponse,
        _ document: JSONValue?
    ) -> [String] {
        switch source {
        case .header(let name, nil): response.header(name).map { [$0] } ?? []
        case .header(let name, let pick?):
            response.header(name).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
                .map { all(pick, in: $0) } ?? []
        case .body(let pick): document.map { all(pick, in: $0) } ?? []
        }
    }

    private func all(_ pick: ValuePick, in document: JSONValue) -> [String] {
        pick.alternatives.flatMap { $0.select(from: document) }.compactMap(\.exactText)
    }

    private func moment(
        _ text: String,
        _ meaning: RateLimitDefinition.Signal.Meaning
    ) -> Date? {
        switch meaning {
        case .retryAfter: ResetTime.retryAfter(text, now: now)
        case .retryAfterMinutes: ResetTime.minutes(text, now: now)
        case .resetEpoch: ResetTime.epoch(text)
        case .resetSeconds: ResetTime.seconds(text, now: now)
        case .resetTime: ResetTime.timestamp(text) ?? ResetTime.slashedDate(text)
        case .remaining, .limit, .used, .percent: nil
        }
    }
}
