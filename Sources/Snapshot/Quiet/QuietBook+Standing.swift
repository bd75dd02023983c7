import Documents
package import Engine
package import Vault

extension QuietBook {
    /// The pages of those whom a run looks at, as an earlier run left them.
    ///
    /// Only where no earlier run has left a step open: what is known then is more than the pages tell.
    package func standing(of users: [UserID], besides quiet: QuietUsers) -> StandingPages {
        var standing = StandingPages()
        guard !quiet.isEverybody else { return standing }
        let looked = Set(users.filter { !quiet.users.contains($0) })
        let buckets = Set(Array(looked).parallelMap { vault.packBucket(of: $0) })
        let notes = buckets.compactMap(\.self).parallelMap(piece: 1) { name in
            vault.packNote(name).map {
                ($0.writtenAt, QuietBucket(decoding: $0.bytes, basis: basis).entries)
            }
        }
        for (written, entries) in notes.compactMap(\.self) {
            for entry in entries where looked.contains(entry.user) {
                standing.people[entry.user] = StandingPages.Person(
                    pages: entry.pages,
                    connections: entry.connections,
                    written: written
                )
            }
        }
        return standing
    }
}
