package import FoundationEssentials

/// How near a deadline is: the last of the thresholds that has been reached.
///
/// The raw value is the threshold in days, 0 once the deadline has passed. A file that holds it
/// changes five times in a connection's life and not every day.
package enum DeadlineWarning: Int, Hashable, Sendable, CaseIterable, Comparable {
    case overdue = 0
    case day = 1
    case week = 7
    case fortnight = 14
    case month = 30

    /// `nil` while the deadline is more than 30 days away.
    package init?(deadline: Date, now: Date) {
        let days = deadline.timeIntervalSince(now) / 86_400
        guard let reached = Self.allCases.first(where: { days <= Double($0.rawValue) }) else {
            return nil
        }
        self = reached
    }

    /// The more pressing is the lesser.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
