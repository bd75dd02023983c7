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
            guard let stamp = writer.files.stamp(place),
                page.mark.isUntouched(stamp, written: person.written),
                let bytes = try? writer.files.read(place, limit: SnapshotReader.limit),
                !writer.ledger.find(in: bytes)
            else { return nil }
            (file.stamp, file.digest, file.isInPlace) = (stamp, page.mark.digest, true)
            file.size = bytes.count
            files.append(file)
        }
        return files.isEmpty ? nil : files
    }
}
