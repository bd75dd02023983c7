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
        let entries = works.map { update.entry(user, $0) }
        self.entries = entries
        surroundings.foretell?(user, entries.map(\.record))
    }
}
