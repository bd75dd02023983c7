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
        case .resetTime: ResetTime.timestamp(text)
        case .remaining, .percent: nil
        }
    }
}
