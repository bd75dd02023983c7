import Synchronization
package import FoundationEssentials
package import Vault

/// Answers that name their version, kept in the pack for the next run to ask about.
///
/// Sealed like the vault's plaintexts, for a name may tell who somebody is; never in a page. One that
/// is lost, foreign or older than its pipeline costs a whole answer, never truth.
package final class AnswerShelf: Sendable {
    private struct Contents {
        var notes: [String: AnswerNote] = [:]
        var changed: Set<String> = []
        var unchanged = 0
    }

    private let vault: ConnectionVault
    private let basis: String
    private let contents = Mutex(Contents())

    /// - Parameters:
    ///   - vault: With its pack open; without one nothing is kept.
    ///   - basis: Changes whenever the same answer may lead to other values.
    package init(_ vault: ConnectionVault, basis: String) {
        self.vault = vault
        self.basis = "latchkey/answers/1 \(basis)"
    }

    /// How many steps were looked at and had not changed.
    package var unchanged: Int { contents.withLock(\.unchanged) }

    package func noteUnchanged() { contents.withLock { $0.unchanged += 1 } }

    /// What is kept in a place, if it still holds; to which call, its binding says.
    package func answer(_ place: AnswerPlace, at now: Date) -> KeptAnswer? {
        withNote(of: place.user) { note, _ in
            guard let answer = note.answers[place], answer.holds(at: now) else { return nil }
            return answer
        }
    }

    /// Keeps an answer in place of any other there; `nil` keeps none.
    package func keep(_ answer: KeptAnswer?, in place: AnswerPlace) {
        withNote(of: place.user) { note, hasChanged in
            guard note.answers[place] != answer else { return }
            note.answers[place] = answer
            hasChanged = true
        }
    }

    /// Forgets the answers of a user's connections that are gone or were ended.
    package func forget(_ user: UserID, but connections: [Connection]) {
        withNote(of: user) { note, hasChanged in
            guard !note.answers.isEmpty else { return }
            let kept = Set(connections.map { [$0.provider, $0.label] })
            let gone = note.answers.keys.filter {
                $0.user == user && !kept.contains([$0.provider, $0.label])
            }
            for place in gone { note.answers[place] = nil }
            hasChanged = hasChanged || !gone.isEmpty
        }
    }

    /// Writes what changed, without the answers of users who are gone.
    ///
    /// What refuses costs the next run whole answers, and nothing else.
    package func close(keeping users: [UserID]) async {
        let enrolled = Set(users)
        let changed = contents.withLock { contents in
            let notes = contents.changed.sorted().compactMap { name in
                contents.notes[name].map { (name, $0) }
            }
            contents.changed = []
            return notes
        }
        for (name, var note) in changed {
            note.answers = note.answers.filter { enrolled.contains($0.key.user) }
            try? await vault.keepPackNote(note.encoded(), as: Self.name(name))
        }
    }

    /// Works on the note of the user's bucket, read when it is first asked for.
    @discardableResult
    private func withNote<Value: Sendable>(
        of user: UserID,
        _ body: (inout AnswerNote, inout Bool) -> Value?
    ) -> Value? {
        guard let bucket = vault.packBucket(of: user) else { return nil }
        return contents.withLock { contents in
            if contents.notes[bucket] == nil {
                contents.notes[bucket] =
                    vault.packNote(Self.name(bucket)).map {
                        AnswerNote(decoding: $0.bytes, basis: basis)
                    } ?? AnswerNote(basis: basis)
            }
            var hasChanged = false
            let value = body(
                &contents.notes[bucket, default: AnswerNote(basis: basis)],
                &hasChanged
            )
            if hasChanged { contents.changed.insert(bucket) }
            return value
        }
    }

    private static func name(_ bucket: String) -> String { "answers-\(bucket)" }
}
