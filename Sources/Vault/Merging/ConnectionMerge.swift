import FoundationEssentials

/// One connection of two copies of a file; the rules are `UserFileMerge`'s.
struct ConnectionMerge {
    /// `nil` where it stays out of the file.
    private(set) var connection: Connection?
    /// What decided, where both sides had changed.
    private(set) var choice: MergeNote.Choice?

    init(base: Connection?, ours: Connection?, theirs: Connection?) {
        guard let ours, let theirs else {
            alone(ours ?? theirs, base: base)
            return
        }
        // Only one side changed, and it did not go back.
        if ours == theirs || (ours == base && theirs.generation >= ours.generation) {
            connection = theirs
            return
        }
        if theirs == base, ours.generation >= theirs.generation {
            connection = ours
            return
        }
        if let base, min(ours.generation, theirs.generation) > base.generation,
            let (winner, choice) = Self.newestWord(ours, theirs)
        {
            let loser = winner == ours ? theirs : ours
            var merged = Self.carrying(loser, into: winner, base: base)
            merged.generation = max(ours.generation, theirs.generation) + 1
            connection = merged
            self.choice = choice
            return
        }
        let (winner, loser) = Self.isBefore(ours, theirs) ? (theirs, ours) : (ours, theirs)
        connection = Self.carrying(loser, into: winner, base: base)
        choice = winner.generation == loser.generation ? .newerGrant : .generation
    }

    private mutating func alone(_ left: Connection?, base: Connection?) {
        guard let base, let left else {
            connection = left
            return
        }
        let isUnchanged = left.generation <= base.generation
        connection = isUnchanged ? nil : left
        choice = isUnchanged ? .removal : .keptAlive
    }

    /// The side on which the person said something that is newer than the other's consent.
    private static func newestWord(
        _ left: Connection,
        _ right: Connection
    ) -> (Connection, MergeNote.Choice)? {
        let (leftConsent, rightConsent) = (left.grant?.authorizedAt, right.grant?.authorizedAt)
        switch (left.disconnectedAt, right.disconnectedAt) {
        case (let end?, nil):
            guard let rightConsent else { return nil }
            return rightConsent > end ? (right, .consent) : (left, .disconnection)
        case (nil, let end?):
            guard let leftConsent else { return nil }
            return leftConsent > end ? (left, .consent) : (right, .disconnection)
        default:
            guard let leftConsent, let rightConsent, leftConsent != rightConsent else {
                return nil
            }
            return (leftConsent > rightConsent ? left : right, .consent)
        }
    }

    /// Whether the first of two that differ gives way to the second.
    private static func isBefore(_ left: Connection, _ right: Connection) -> Bool {
        guard left.generation == right.generation else {
            return left.generation < right.generation
        }
        let (leftIssue, rightIssue) = (left.grant?.issuedAt, right.grant?.issuedAt)
        guard leftIssue == rightIssue else {
            return leftIssue ?? .distantPast < rightIssue ?? .distantPast
        }
        // Any order will do, as long as both sides find the same.
        return UserFileWriter.text(of: left).lexicographicallyPrecedes(
            UserFileWriter.text(of: right)
        )
    }

    /// The winner, with what the loser alone has and the winner's consent did not overtake.
    private static func carrying(
        _ loser: Connection,
        into winner: Connection,
        base: Connection?
    ) -> Connection {
        var merged = winner
        let word = max(
            winner.grant?.authorizedAt ?? .distantPast,
            winner.disconnectedAt ?? .distantPast
        )
        // An older copy's code may have been sent since: only a side that went on adds one.
        let wentOn = loser.generation > (base?.generation ?? winner.generation - 1)
        if let code = loser.pendingCode {
            if winner.pendingCode?.code == code.code {
                // Sent by either side is sent.
                merged.pendingCode?.attemptedAt =
                    winner.pendingCode?.attemptedAt ?? code.attemptedAt
            } else if wentOn, base?.pendingCode?.code != code.code,
                code.receivedAt > winner.pendingCode?.receivedAt ?? word
            {
                merged.pendingCode = code
            }
        }
        if let begun = loser.pendingAuthorization, merged.pendingCode == nil,
            base?.pendingAuthorization != begun,
            loser.generation >= base?.generation ?? winner.generation,
            begun.begunAt > winner.pendingAuthorization?.begunAt ?? word
        {
            merged.pendingAuthorization = begun
        }
        // No copy of the same generation may differ from what comes out.
        if merged != winner || winner.generation == loser.generation {
            merged.generation = max(winner.generation, loser.generation) + 1
        }
        return merged
    }
}
