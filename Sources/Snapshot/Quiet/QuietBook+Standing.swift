import Documents
package import Engine
package import FoundationEssentials
package import Vault

extension QuietBook {
    /// The pages of those whom a run looks at, as an earlier run left them.
    ///
    /// Only where no earlier run has left a step open: what is known then is more than the pages tell.
    ///
    /// - Parameters:
    ///   - users: Everybody who has a file.
    ///   - quiet: Of those, whom the run does not look at.
    ///   - memory: What the heartbeat tells.
    ///   - now: When the run begins.
    /// - Returns: Nobody's where the book has nothing that holds.
    package func standing(
        of users: [UserID],
        besides quiet: QuietUsers,
        _ memory: RunMemory,
        now: Date
    ) -> StandingPages {
        var standing = StandingPages()
        guard !quiet.isEverybody else { return standing }
        let looked = Set(users.filter { !quiet.users.contains($0) })
        let gap = memory.runs.past(now).rhythm?.longest
        let notes = buckets(of: looked).parallelMap(piece: 1) { name in
            vault.packNote(name).map { note in
                let entries = QuietBucket(decoding: note.bytes, basis: basis).entries
                    .filter { looked.contains($0.user) }
                var (steady, records): ([UserID], [ConnectionRecord]) = ([], [])
                // By a clock that is known to be wrong nothing is certain.
                for entry in entries where memory.clockSkew == nil {
                    guard entry.span.isSteady(at: now, longestGap: gap),
                        isUntouched(entry, note.writtenAt),
                        let told = QuietRecordBytes.decode(
                            entry.records,
                            user: entry.user,
                            whole: true
                        )
                    else { continue }
                    steady.append(entry.user)
                    records += told
                }
                return (note.writtenAt, entries, steady, records)
            }
        }
        for (written, entries, steady, records) in notes.compactMap(\.self) {
            standing.steady.formUnion(steady)
            standing.records += records
            for entry in entries {
                standing.people[entry.user] = StandingPages.Person(
                    pages: entry.pages,
                    connections: entry.connections,
                    written: written
                )
            }
        }
        return standing
    }

    /// The buckets that users are in: of many, all there are.
    private func buckets(of users: Set<UserID>) -> [String] {
        let all = vault.packBuckets
        guard users.count < 4 * all.count else { return all }
        return Set(users.compactMap { vault.packBucket(of: $0) }).sorted()
    }

    /// Whether nobody has touched a user's file and the page that is the run's memory of them.
    private func isUntouched(_ entry: QuietEntry, _ written: Int64) -> Bool {
        let files = reader.files
        func isUntouched(_ mark: FileMark, _ path: String) -> Bool {
            files.stamp(path).map { mark.isUntouched($0, written: written) } ?? false
        }
        guard let page = entry.pages.first(where: { $0.kind == .integrations }) else {
            return false
        }
        return isUntouched(entry.file, vault.path(of: entry.user))
            && isUntouched(page.mark, "\(reader.directory)/\(page.path(of: entry.user))")
    }
}
