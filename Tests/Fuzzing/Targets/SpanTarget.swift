import Documents
import FoundationEssentials
import Pipeline

/// Durations as pipeline files write them.
struct SpanTarget: FuzzTarget {
    let name = "span"
    let corpus = [
        "90s", "10m", "24h", "60d", "2w", "6mo", "1y", "1h30m", "1y2mo3w4d5h6m7s", "1000y",
        "12000mo", "999999999999y", "31622400000s",
    ].map { Array($0.utf8) }
    let tokens = ["y", "mo", "w", "d", "h", "m", "s", "999999999999"]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        guard let span = try? Span(text) else { return }
        try FuzzFinding.unless(
            (try? Span(span.description)) == span,
            "\(span) is another duration when it is read"
        )
        try Self.survives(span)
        try Self.survives(Span(months: -span.months, seconds: -span.seconds))
    }

    /// Added to and taken from every clock, a span gives a time that can be written.
    static func survives(_ span: Span) throws(FuzzFinding) {
        _ = span.approximateSeconds
        for now in Clocks.all {
            for date in [span.adding(to: now), span.subtracting(from: now)] {
                try FuzzFinding.unless(
                    Timestamp.parse(Timestamp.text(date)) != nil,
                    "a time that can't be read"
                )
            }
        }
    }
}
