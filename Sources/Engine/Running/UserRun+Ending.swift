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
    mutating func end(_ update: RecordUpdate, _ look: QuietLook?) {
        let isDone =
            superseded == nil && update.clockSkew == nil
            && works.allSatisfy {
                $0.failure == nil && $0.renewal == nil && $0.deferral == nil && $0.notes.isEmpty
            }
        guard isDone else { return }
        let entries = works.map { update.entry(user, $0) }
        end = End(entries: entries, quiet: look?.user(self, entries))
        surroundings.foretell?(user, entries)
    }

    /// What is reported at the end of the run: of who was done earlier, as of then.
    func entries(_ last: RecordUpdate) -> [RunReport.Entry] {
        if last.clockSkew == nil, let end { return end.entries }
        return works.map { last.entry(user, $0) }
    }

    /// How the user is left to the next run; `nil` where it has to look.
    func quiet(_ entries: [RunReport.Entry], _ last: QuietLook) -> QuietUser? {
        guard let end, last.isNothingBehind else { return last.user(self, entries) }
        guard let quiet = end.quiet else { return nil }
        // What was found then is so until a turning point.
        return quiet.span.until > last.ended ? quiet : last.user(self, entries)
    }

    /// Lets go of all that was needed to end it.
    mutating func letGo() {
        works = []
        end = nil
        stored.file.connections = []
    }
}
