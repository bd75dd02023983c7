import Engine
import FoundationEssentials
import Vault

/// What is known before and after a run, as far as events tell of it.
struct StateChanges {
    let set: StatusSet
    let memory: RunMemory
    /// Users in the vault.
    let users: [String]
    let now: Date

    /// One event for each subject whose standing differs from the one that was last told.
    ///
    /// - Parameter told: The standing of the history's last event for a subject: outer `nil` where
    ///   the history has none, inner `nil` where it says that the subject is gone.
    /// - Returns: Sorted by subject.
    func events(told: (EventSubject) -> Standing??) -> [StateEvent] {
        var events: [StateEvent] = []
        var seen: Set<EventSubject> = []
        for record in set.records {
            let subject = EventSubject(record.key)
            seen.insert(subject)
            let before = memory.records[record.key].map(Standing.init)
            let standing = Standing(record)
            let old = told(subject) ?? before
            guard standing.isNews(after: old) else { continue }
            events.append(
                StateEvent(
                    subject: subject,
                    at: record.since,
                    from: old?.state,
                    to: standing,
                    nextStep: record.nextStep
                )
            )
        }
        let toldUsers = Set(set.records.map(\.key.user.text))
        for file in set.closed where !toldUsers.contains(file.user) {
            let subject = EventSubject(user: file.user)
            seen.insert(subject)
            let before = memory.closedFiles[file.user].map(Standing.init)
            let standing = Standing(file)
            let old = told(subject) ?? before
            guard standing.isNews(after: old) else { continue }
            events.append(
                StateEvent(
                    subject: subject,
                    at: file.since,
                    from: old?.state,
                    to: standing,
                    nextStep: Advice.nextStep(file.reason)
                )
            )
        }
        return (events + gone(besides: seen, told)).sorted { $0.subject < $1.subject }
    }

    /// What was known and is no longer there.
    private func gone(
        besides seen: Set<EventSubject>,
        _ told: (EventSubject) -> Standing??
    ) -> [StateEvent] {
        // An empty vault is more likely a broken checkout than the end of everybody.
        guard !users.isEmpty else { return [] }
        var before = memory.records.values.map { (EventSubject($0.key), Standing($0)) }
        let known = Set(memory.records.keys.map(\.user.text))
        before += memory.closedFiles.values.filter { !known.contains($0.user) }
            .map { (EventSubject(user: $0.user), Standing($0)) }
        return before.compactMap { subject, standing in
            guard !seen.contains(subject) else { return nil }
            guard let old = told(subject) ?? standing else { return nil }
            return StateEvent(subject: subject, at: now, from: old.state, to: nil, nextStep: nil)
        }
    }
}

extension Standing {
    init(_ record: ConnectionRecord) {
        self.init(state: record.state, reason: record.reason)
    }

    init(_ file: RunReport.ClosedFile) {
        self.init(state: file.state, reason: file.reason)
    }
}
