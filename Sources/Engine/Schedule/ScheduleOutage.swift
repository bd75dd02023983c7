package import FoundationEssentials

/// A gap after which a schedule looks switched off (lesson 53).
package struct ScheduleOutage: Hashable, Sendable {
    package let last: Date
    package let rhythm: RunRhythm
    package let now: Date

    /// `nil` where the last run is no further back than can be.
    package init?(last: Date, rhythm: RunRhythm, now: Date) {
        guard now.timeIntervalSince(last) > rhythm.outage else { return nil }
        self.last = last
        self.rhythm = rhythm
        self.now = now
    }

    /// Lower case, no final stop.
    package var sentence: String {
        let since = RunRhythm.text(now.timeIntervalSince(last))
        return "the last run was \(since) ago; runs used to come every "
            + "\(RunRhythm.text(rhythm.median)): was the schedule switched off? "
            + "GitHub does it after 60 days without commits"
    }
}
