import Documents
import Engine
import Vault

/// People's pages as an earlier run left them: where what they tell stays, they need not be built.
///
/// From the quiet book, and believed no more than it is: the program and its pipelines are the same,
/// and nobody has touched the files since.
package struct StandingPages: Sendable {
    struct Person {
        let pages: [QuietEntry.Page]
        /// How many connections the pages tell of.
        let connections: Int
        /// When the marks were written down, by the file system's clock.
        let written: Int64
    }

    var people: [UserID: Person] = [:]

    package init() {}

    /// A person's files, where they tell what the run found out; `nil` where they may not, or where they
    /// repeat a secret that the run holds: what is built anew leaves it out.
    func files(
        of user: UserID,
        telling entries: [RunReport.Entry],
        by writer: SnapshotWriter
    ) -> [PreparedFile]? {
        guard let person = people[user], person.connections == entries.count,
            entries.allSatisfy({ $0.before == $0.record.remembered })
        else { return nil }
        var files: [PreparedFile] = []
        for page in person.pages {
            var file = PreparedFile(path: page.path(of: user))
            let place = writer.path(of: file)
            if case .badge = page.kind {
                // There is nothing from outside in it.
                file.stamp = writer.files.stamp(place)
            } else {
                let found = try? writer.files.readStamped(place, limit: SnapshotReader.limit)
                guard let found, !writer.ledger.find(in: found.bytes) else { return nil }
                file.stamp = found.stamp
            }
            guard let stamp = file.stamp, page.mark.isUntouched(stamp, written: person.written)
            else { return nil }
            (file.digest, file.size, file.isInPlace) = (page.mark.digest, Int(stamp.size), true)
            files.append(file)
        }
        return files.isEmpty ? nil : files
    }
}
