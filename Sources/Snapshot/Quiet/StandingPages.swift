import Documents
import Engine
package import Vault

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
    /// Of whom only data can have come due: nobody has touched their file and page, and the clock has
    /// reached nothing else.
    package var steady: Set<UserID> = []
    /// What the pages of steady users tell.
    var records: [ConnectionRecord] = []

    package init() {}

    /// A person's files, where they tell what the run found out; `nil` where they may not, or where they
    /// repeat a secret that the run holds: what is built anew leaves it out.
    ///
    /// They are in place if they have the stamps that are given: whoever takes them looks.
    func files(
        of user: UserID,
        telling entries: [RunReport.Entry],
        by writer: SnapshotWriter
    ) -> [PreparedFile]? {
        guard let person = people[user], person.connections == entries.count,
            entries.allSatisfy({ $0.before == $0.record.remembered })
        else { return nil }
        // Every value of the pages is the user or one of these.
        let values = entries.map { JSONValue.object(RecordJSON.encode($0.record)) }
        let text = JSONValue.array([.string(user.text)] + values).compactText()
        guard !writer.ledger.find(in: text) else { return nil }
        var files: [PreparedFile] = []
        for page in person.pages {
            guard let stamp = page.mark.stamp, stamp.hasRested(at: person.written) else {
                return nil
            }
            var file = PreparedFile(path: page.path(of: user))
            (file.stamp, file.size) = (stamp, Int(stamp.size))
            (file.digest, file.isInPlace) = (page.mark.digest, true)
            files.append(file)
        }
        return files.isEmpty ? nil : files
    }
}
