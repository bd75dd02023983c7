import ArgumentParser
import FoundationEssentials
import Pipeline

/// How long to wait, for another run or before a start: a duration such as `30s`, or `0`.
struct Waiting: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        if ["0", "0s"].contains(argument) {
            duration = .zero
            return
        }
        guard let span = Span(argument: argument) else { return nil }
        let start = Date(timeIntervalSince1970: 0)
        duration = .seconds(span.adding(to: start).timeIntervalSince(start))
    }
}
