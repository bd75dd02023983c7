package import FoundationEssentials

/// How long nothing of a user can change by the clock alone.
///
/// Between two turning points the planner's decisions, the records and what the pages tell are
/// constant, so who is the same at one moment is the same at all of them.
package struct QuietSpan: Hashable, Sendable {
    /// When the run began that read all data that was due up to then.
    package var dataThrough: Date
    /// The moment at which everything was found to rest.
    package var from: Date
    /// The first moment at which something may change.
    package var until: Date
    /// The first moment at which something may change besides data that comes due, or at which data
    /// can't be read with the tokens at hand.
    package var steadyUntil: Date
    /// The earliest end that a renewal moves; `nil` where there is none.
    ///
    /// A schedule that runs more rarely renews earlier, so this is asked at each run.
    package var slidingEnd: Date?

    package init(
        dataThrough: Date,
        from: Date,
        until: Date,
        steadyUntil: Date,
        slidingEnd: Date?
    ) {
        self.dataThrough = dataThrough
        self.from = from
        self.until = until
        self.steadyUntil = steadyUntil
        self.slidingEnd = slidingEnd
    }

    /// Whether nothing has changed by the clock at a later run.
    ///
    /// - Parameters:
    ///   - now: When that run begins.
    ///   - previous: When the latest whole run before it began; `nil` where that is not known.
    ///   - longestGap: Seconds between runs, as the planner takes them.
    /// - Returns: False where that is not certain.
    package func holds(at now: Date, since previous: Date?, longestGap: Double?) -> Bool {
        guard let previous, previous >= dataThrough, previous <= now, now >= from, now < until
        else { return false }
        return slides(at: now, longestGap: longestGap)
    }

    /// Whether by the clock nothing can have come due at a later run but data, which can be read with
    /// the tokens at hand.
    package func isSteady(at now: Date, longestGap: Double?) -> Bool {
        now >= from && now < steadyUntil && slides(at: now, longestGap: longestGap)
    }

    /// Whether the sliding end is still so far that no schedule renews it.
    private func slides(at now: Date, longestGap: Double?) -> Bool {
        guard let slidingEnd, let longestGap else { return true }
        return now < slidingEnd.addingTimeInterval(-longestGap * GrantClocks.leastGaps)
    }
}
