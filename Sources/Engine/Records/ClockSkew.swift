import FoundationEssentials

/// How far the providers' clocks are ahead of this machine's, where it matters.
package struct ClockSkew: Hashable, Sendable {
    /// Whole seconds; negative where this machine is ahead.
    package let seconds: Int

    /// `nil` within the tolerance of every clock.
    package init?(measured: Double?) {
        guard let measured, measured.isFinite, abs(measured) > Planner.clockTolerance else {
            return nil
        }
        seconds = Int(max(min(measured, 1e12), -1e12).rounded())
    }

    /// `the clock is 2 h 5 min behind the providers'`.
    package var sentence: String {
        let amount = abs(seconds)
        let (days, hours, minutes) = (amount / 86_400, amount / 3600 % 24, amount / 60 % 60)
        let parts = [(days, "d"), (hours, "h"), (minutes, "min")].filter { $0.0 > 0 }.prefix(2)
            .map { "\($0.0) \($0.1)" }
        let direction = seconds > 0 ? "behind" : "ahead of"
        return "the clock is \(parts.joined(separator: " ")) \(direction) the providers'"
    }

    /// From the earlier to the later of this machine's clock and the providers' at one moment.
    static func span(of now: Date, _ skew: ClockSkew?) -> ClosedRange<Date> {
        let theirs = now.addingTimeInterval(Double(skew?.seconds ?? 0))
        return min(now, theirs)...max(now, theirs)
    }

    /// For the report of a run.
    var warning: String {
        "\(sentence): set it; until then no grant is called dead"
    }
}
