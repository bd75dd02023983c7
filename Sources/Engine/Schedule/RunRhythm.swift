package import FoundationEssentials

/// How far apart a schedule's runs really are, in seconds.
///
/// Schedules run hours late and drop ticks (lessons 51 and 52), so this is measured and never taken
/// from a crontab.
package struct RunRhythm: Hashable, Sendable {
    package let median: Double
    /// The 99th percentile; of fewer than ten gaps the longest.
    ///
    /// The lower one: of up to a hundred gaps it is the second longest, so that one outage does
    /// not count as rhythm, and a schedule that was made slower counts from its second gap on.
    package let longest: Double

    /// `nil` with fewer than three gaps, which say nothing.
    package init?(gaps: [Double]) {
        guard gaps.count >= 3 else { return nil }
        let sorted = gaps.sorted()
        median = sorted[(sorted.count - 1) / 2]
        longest = sorted[sorted.count < 10 ? sorted.count - 1 : (sorted.count - 1) * 99 / 100]
    }

    /// How many runs in a row may be missed before `end`; one more and the renewal comes too late.
    ///
    /// Counted with the longest gap: 0 means that the very next run has to succeed.
    package func missableRuns(before end: Date, now: Date) -> Int {
        let runs = (end.timeIntervalSince(now) / longest).rounded(.down)
        return Int(max(0, min(runs - 1, 1e6)))
    }

    /// After this long without a run the schedule is likely off: more than a day, and far above the
    /// longest gap.
    package var outage: Double { max(86_400, longest * 4) }

    /// A length of time in its largest fitting unit: `3 h`, `23 days`.
    package static func text(_ seconds: Double) -> String {
        let minutes = Int(max(0, min(seconds, 1e12)) / 60 + 0.5)
        if minutes < 90 { return "\(minutes) min" }
        let hours = (minutes + 30) / 60
        return hours < 48 ? "\(hours) h" : "\((hours + 12) / 24) days"
    }
}
