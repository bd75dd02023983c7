import Documents
package import Engine
package import FoundationEssentials
import Pipeline
package import Vault

/// What lets a run pass over users of whom nothing is due: kept in the pack, and never believed over
/// the files.
///
/// An entry counts while the user's ciphertext and pages are byte for byte as the run left them that
/// wrote it, the pipelines and the program are the same, and the clock has reached none of the user's
/// turning points. A book that is stale, foreign, damaged or missing costs time, never truth.
package struct QuietBook: Sendable {
    /// The name of the note about the pages of all users.
    static let commonNote = "common"

    let vault: ConnectionVault
    package let reader: SnapshotReader
    /// What all entries rest on: the program, its pipelines.
    let basis: String
    /// What the pages of all users rest on besides: the authorization links.
    let loginURLs: [String: String]
    /// Whether each person has a badge at each provider.
    let drawsBadges: Bool
    /// The path of the events' file, which must be as it was, too, for nothing to be written.
    let history: String

    /// - Parameters:
    ///   - vault: With its pack open; without one nobody is passed over.
    ///   - reader: Of the status files.
    ///   - basis: Changes whenever the same files and the same clock may lead to other pages.
    ///   - loginURLs: As they go into the pages of all users.
    ///   - drawsBadges: Whether people's pages have badges.
    ///   - history: The path of the events' file.
    package init(
        vault: ConnectionVault,
        reader: SnapshotReader,
        basis: String,
        loginURLs: [String: String],
        drawsBadges: Bool,
        history: String
    ) {
        self.vault = vault
        self.reader = reader
        self.basis = "latchkey/quiet/3 \(drawsBadges) \(basis)"
        self.drawsBadges = drawsBadges
        self.loginURLs = loginURLs
        self.history = history
    }

    /// Whom a run over everybody that begins now need not look at.
    ///
    /// - Parameters:
    ///   - users: Everybody who has a file.
    ///   - memory: What the heartbeat tells.
    ///   - now: When the run begins.
    ///   - listing: True where every connection's record is asked for.
    /// - Returns: Nobody where there is no pack, or nothing in it that can be believed.
    package func look(
        _ users: [UserID],
        _ memory: RunMemory,
        now: Date,
        listing: Bool
    ) async -> QuietUsers {
        var quiet = QuietUsers()
        let enrolled = Set(users)
        var newest = Date.distantPast
        let gap = memory.runs.past(now).rhythm?.longest
        for name in vault.packBuckets {
            guard let note = vault.packNote(name) else { continue }
            var bucket = QuietBucket(decoding: note.bytes, basis: basis)
            let looks = bucket.entries.parallelMap { entry in
                let holds = entry.span.holds(at: now, since: memory.dataThrough, longestGap: gap)
                return holds && enrolled.contains(entry.user) ? seen(entry, note.writtenAt) : nil
            }
            var hasChanged = false
            for (index, seen) in looks.enumerated() {
                guard let seen else { continue }
                let entry = bucket.entries[index]
                if seen.wasRead {
                    bucket.entries[index] = seen.entry
                    hasChanged = true
                }
                quiet.users.insert(entry.user)
                newest = max(newest, entry.span.from)
                if entry.isPressing || listing {
                    quiet.records += records(of: entry)
                } else {
                    quiet.unlisted += entry.connections
                }
            }
            // Of a clone, or just after a run, stamps say nothing: noted now, they spare readings.
            if hasChanged { try? await vault.keepPackNote(bucket.encoded(), as: name) }
        }
        guard !listing, !quiet.users.isEmpty else { return quiet }
        if quiet.users.count == users.count, await commonPagesStand(enrolled, since: newest) {
            quiet.isEverybody = true
            return quiet
        }
        return listed(quiet)
    }

    /// The same users, with all their records: the pages of all are to be made anew.
    private func listed(_ quiet: QuietUsers) -> QuietUsers {
        var listed = QuietUsers()
        listed.users = quiet.users
        let records = vault.packBuckets.parallelMap(piece: 1) { name -> [ConnectionRecord] in
            guard let note = vault.packNote(name) else { return [] }
            return QuietBucket(decoding: note.bytes, basis: basis).entries.flatMap { entry in
                quiet.users.contains(entry.user) ? self.records(of: entry) : []
            }
        }
        listed.records = Array(records.joined())
        return listed
    }

    /// What the pages of all users need.
    private func records(of entry: QuietEntry) -> [ConnectionRecord] {
        QuietRecordBytes.decode(entry.records, user: entry.user, whole: false) ?? []
    }

    /// The entry with fresh stamps, if the user's files are as it says; `nil` where they are not.
    private func seen(
        _ entry: QuietEntry,
        _ written: Int64
    ) -> (entry: QuietEntry, wasRead: Bool)? {
        var entry = entry
        var wasRead = false
        switch entry.file.look(
            at: vault.path(of: entry.user),
            limit: ConnectionVault.sizeLimit,
            written: written,
            in: reader.files
        ) {
        case .untouched: break
        case .same(let mark): (entry.file, wasRead) = (mark, true)
        case .different: return nil
        }
        for index in entry.pages.indices {
            let page = entry.pages[index]
            switch look(page.mark, at: page.path(of: entry.user), written) {
            case .untouched: break
            case .same(let mark): (entry.pages[index].mark, wasRead) = (mark, true)
            case .different: return nil
            }
        }
        return (entry, wasRead)
    }

    func look(_ mark: FileMark, at path: String, _ written: Int64) -> FileMark.Look {
        mark.look(
            at: "\(reader.directory)/\(path)",
            limit: SnapshotReader.limit,
            written: written,
            in: reader.files
        )
    }
}
