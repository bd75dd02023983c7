package import FoundationEssentials

/// What is known of limits between runs: calls that still count, and who is to be left alone.
///
/// Two clones' records come together by their union: each run's calls stand under its own name.
package struct LimitRecord: Hashable, Sendable {
    /// Calls of one run.
    package struct Use: Hashable, Sendable {
        package var run: String
        /// The calls were made by then.
        package var until: Date
        package var calls: Int
        /// True where the run has not ended yet, or did not live to say how many calls it made: then
        /// these are all it may have made.
        package var isOpen: Bool

        package init(run: String, until: Date, calls: Int, isOpen: Bool = false) {
            self.run = run
            self.until = until
            self.calls = calls
            self.isOpen = isOpen
        }
    }

    /// The calls that count for one budget.
    package struct Count: Hashable, Sendable {
        package var key: LimitKey
        /// The budget.
        package var allowed: Int
        package var seconds: Int
        package var uses: [Use]

        package init(key: LimitKey, allowed: Int, seconds: Int, uses: [Use]) {
            self.key = key
            self.allowed = allowed
            self.seconds = seconds
            self.uses = uses
        }

        /// Calls that count at a moment.
        package func used(at now: Date) -> Int {
            uses.reduce(0) { sum, use in
                let counts = use.until.addingTimeInterval(Double(seconds)) > now
                return counts ? sum.addingReportingOverflow(use.calls).partialValue : sum
            }
        }
    }

    /// Sorted by key, then by seconds.
    package var counts: [Count]
    /// Sorted by key.
    package var holds: [LimitHold]
    /// Up to when nobody knows which calls were made, because the file was unreadable; `nil` where
    /// all are known.
    package var unknownUntil: Date?

    package init(counts: [Count] = [], holds: [LimitHold] = [], unknownUntil: Date? = nil) {
        self.counts = counts
        self.holds = holds
        self.unknownUntil = unknownUntil
    }

    package var isEmpty: Bool { counts.isEmpty && holds.isEmpty && unknownUntil == nil }

    /// Both sides' knowledge: each run's calls once, the longer of two holds.
    package func union(_ other: Self) -> Self {
        var counts = Dictionary(grouping: counts, by: CountName.init)
        for (name, theirs) in Dictionary(grouping: other.counts, by: CountName.init) {
            counts[name, default: []] += theirs
        }
        var holds: [LimitKey: LimitHold] = [:]
        for hold in self.holds + other.holds {
            guard let known = holds[hold.key] else {
                holds[hold.key] = hold
                continue
            }
            holds[hold.key]?.until = max(known.until, hold.until)
            holds[hold.key]?.isHard = known.isHard || hold.isHard
        }
        return Self(
            counts: counts.sorted { $0.key < $1.key }.compactMap { Self.joined($0.value) },
            holds: holds.values.sorted { $0.key < $1.key },
            unknownUntil: [unknownUntil, other.unknownUntil].compactMap(\.self).max()
        )
    }

    private struct CountName: Hashable, Comparable {
        let key: LimitKey
        let seconds: Int

        init(_ count: Count) {
            key = count.key
            seconds = count.seconds
        }

        static func < (left: Self, right: Self) -> Bool {
            left.key == right.key ? left.seconds < right.seconds : left.key < right.key
        }
    }

    private static func joined(_ counts: [Count]) -> Count? {
        guard var joined = counts.first else { return nil }
        let byRun = counts.map { Dictionary(grouping: $0.uses, by: \.run) }
        let runs = Set(byRun.flatMap(\.keys)).sorted()
        joined.uses = runs.flatMap { run -> [Use] in
            let sides = byRun.compactMap { $0[run] }
            // A run that has ended says it better than its own foresight did.
            return sides.first { !$0.contains(where: \.isOpen) } ?? sides.first ?? []
        }
        joined.uses.sort { ($0.until, $0.run) < ($1.until, $1.run) }
        joined.allowed = counts.map(\.allowed).min() ?? joined.allowed
        return joined
    }
}
