import FoundationEssentials
import Vault

extension UserRun {
    /// How a user's part ended ahead of the others'.
    struct End: Sendable {
        let entries: [RunReport.Entry]
        /// `nil` where something was due all the same, or may be.
        let quiet: QuietUser?
    }

    /// Ends a user's part of the run ahead of the others, where all of it went well: a run waits for
    /// its providers, and has the time.
    ///
    /// A failure may turn out to be part of a burst, and a wrong clock changes what is said of all.
    mutating func endEarly(_ update: RecordUpdate, _ look: QuietLook?) {
        let isDone =
            superseded == nil && update.clockSkew == nil
            && works.allSatisfy {
                $0.failure == nil && $0.renewal == nil && !$0.isUnread && $0.notes.isEmpty
            }
        guard isDone else { return }
        let entries = works.map { update.entry(user, $0) }
        end = End(entries: entries, quiet: look?.user(self, entries))
        surroundings.foretell?(user, entries)
        // What an earlier run left open is asked of the work itself, and the clock of an answer.
        guard share.clock.skew != nil, !share.inDoubt.contains(user) else { return }
        forgetLostAnswers()
        letGo(but: end)
    }

    /// Ends a user's part with the run: of who was done earlier, as of then.
    func end(_ last: RecordUpdate, _ look: QuietLook?) -> End {
        if !hasLetGo { forgetLostAnswers() }
        if let end, hasLetGo || last.clockSkew == nil {
            return End(entries: end.entries, quiet: look.flatMap { quiet(end, $0) })
        }
        let entries = works.map { last.entry(user, $0) }
        return End(entries: entries, quiet: look?.user(self, entries))
    }

    /// How a user who was done earlier is left to the next run; `nil` where it has to look.
    private func quiet(_ end: End, _ last: QuietLook) -> QuietUser? {
        // What was found then is so until a turning point.
        let isCertain =
            !last.isBehind(end.entries)
            && end.quiet.map { $0.span.until > last.ended } ?? true
        if isCertain { return end.quiet }
        return hasLetGo ? nil : last.user(self, end.entries)
    }

    /// Forgets what is kept of answers to connections that are gone, or were ended.
    private func forgetLostAnswers() {
        surroundings.answers?.forget(
            user,
            but: works.map(\.connection).filter { $0.grant != nil }
        )
    }

    /// Lets go of all that was needed to end it.
    mutating func letGo(but end: End? = nil) {
        works = []
        self.end = end
        stored.file.connections = []
        hasLetGo = true
    }

    /// Whether there is nothing to do but to read, and no limit to share with others.
    func isOnlyRead(within limits: LimitState) -> Bool {
        !hasTokenWork && works.allSatisfy { $0.party.map(limits.isFree) ?? true }
    }
}
