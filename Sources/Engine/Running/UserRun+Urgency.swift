import FoundationEssentials
import Pipeline
import Vault

extension UserRun {
    /// How pressed a user is: due tokens by date, then who was not reached last time, then whoever
    /// has waited longest.
    struct Urgency: Comparable {
        var rank: Int
        var date: Date
        var user: UserID

        static func < (left: Self, right: Self) -> Bool {
            (left.rank, left.date, left.user) < (right.rank, right.date, right.user)
        }
    }

    var urgency: Urgency {
        let tokens = works.filter { $0.tokenAction != nil }
        if !tokens.isEmpty {
            let due = tokens.compactMap(\.plan.nextTokenAction).min() ?? .distantPast
            // Whom a burst refused is tried after the others, or the same few would hold up all.
            let isBurst = tokens.allSatisfy { $0.before?.reason == .refusalBurst }
            return Urgency(rank: isBurst ? 1 : 0, date: due, user: user)
        }
        let wasMissed = works.contains { $0.before?.stale?.reason == .notReached }
        let waited = works.filter(\.hasData).map { $0.before?.lastSync ?? .distantPast }.min()
        return Urgency(rank: wasMissed ? 2 : 3, date: waited ?? .distantFuture, user: user)
    }
}
