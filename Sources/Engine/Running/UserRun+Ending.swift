import Vault

extension UserRun {
    /// Ends a user's part of the run ahead of the others, where all of it went well.
    ///
    /// A failure may turn out to be part of a burst, and a wrong clock changes what is said of all.
    mutating func end(_ update: RecordUpdate) {
        let isDone =
            superseded == nil && update.clockSkew == nil
            && works.allSatisfy {
                $0.failure == nil && $0.renewal == nil && $0.deferral == nil && $0.notes.isEmpty
            }
        guard isDone else { return }
        doneAt = update.now
        surroundings.foretell?(user, works.map { update.entry(user, $0) })
    }

    /// What is reported at the end of the run: of who was done earlier, as of then.
    func entries(_ last: RecordUpdate) -> [RunReport.Entry] {
        var update = last
        if last.clockSkew == nil, let doneAt { update.now = doneAt }
        return works.map { update.entry(user, $0) }
    }

    /// Lets go of all that was needed to end it.
    mutating func letGo() {
        works = []
        stored.file.connections = []
    }
}
