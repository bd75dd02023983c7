import FoundationEssentials
import Pipeline
import Vault

extension UserRun {
    /// How pressed a user is: due tokens by date, then who was not reached last time, then whose
    /// data has waited longest.
    struct Urgency: Comparable, Sendable {
        var rank: Int
        var date: Date

        /// Of whom nothing is due.
        static let none = Self(rank: 3, date: .distantFuture)

        static func < (left: Self, right: Self) -> Bool {
            (left.rank, left.date) < (right.rank, right.date)
        }
    }

    var urgency: Urgency {
        let tokens = works.filter { $0.tokenAction != nil }
        // Whom a burst refused is tried after the others, or the same few would hold up all.
        let isBurst =
            !tokens.isEmpty && tokens.allSatisfy { $0.before?.reason == .refusalBurst }
        // A token that is asked for only to read waits like the reading.
        let pressing = tokens.filter { !$0.plan.isTokenForData }
        if !pressing.isEmpty {
            let due = pressing.compactMap(\.plan.nextTokenAction).min() ?? .distantPast
            return Urgency(rank: isBurst ? 1 : 0, date: due)
        }
        var urgency = dataUrgency
        if isBurst { urgency.rank = 4 }
        return urgency
    }

    /// How pressed a user's reading is.
    var dataUrgency: Urgency {
        let reading = works.filter { $0.hasData || $0.plan.dataDue != nil }
        let wasMissed = reading.contains { $0.before?.stale?.reason == .notReached }
        return Urgency(
            rank: wasMissed ? 2 : 3,
            date: reading.map(\.waitingSince).min() ?? .distantFuture
        )
    }
}
