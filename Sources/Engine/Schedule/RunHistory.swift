package import FoundationEssentials

/// When the latest runs over everything began, the oldest first.
package struct RunHistory: Hashable, Sendable {
    /// More says no more about a schedule, and lives in a file that each run rewrites.
    package static let capacity = 100

    package private(set) var starts: [Date]

    /// Takes starts in any order; forgets doubled ones and all but the latest.
    package init(_ starts: [Date] = []) {
        self.starts = Array(Set(starts).sorted().suffix(Self.capacity))
    }

    /// The history with a run that begins now.
    ///
    /// Starts that have yet to come were written by a wrong clock and are forgotten.
    package func adding(_ start: Date) -> RunHistory {
        RunHistory(past(start).starts + [start])
    }

    /// The history without the starts that have yet to come.
    package func past(_ now: Date) -> RunHistory {
        RunHistory(starts.filter { $0 <= now.addingTimeInterval(Planner.clockTolerance) })
    }

    /// Seconds between one run and the next; two within a minute are one tick of a schedule.
    package var gaps: [Double] {
        zip(starts, starts.dropFirst()).map { $1.timeIntervalSince($0) }.filter { $0 >= 60 }
    }

    /// `nil` while there are too few runs to tell.
    package var rhythm: RunRhythm? { RunRhythm(gaps: gaps) }

    /// Set where the time since the last run is far above what the runs before it kept.
    package func outage(at now: Date) -> ScheduleOutage? {
        let past = past(now)
        guard let last = past.starts.last, let rhythm = past.rhythm else { return nil }
        return ScheduleOutage(last: last, rhythm: rhythm, now: now)
    }
}
