import Documents
package import Engine
import FoundationEssentials
import Pipeline
package import Vault

extension SnapshotReader {
    /// What earlier runs knew, private people included, whose pages the keys open.
    package func memory(
        of people: PrivatePeople,
        besides quiet: QuietUsers = QuietUsers(),
        knowing standing: StandingPages = StandingPages()
    ) -> RunMemory {
        var memory = memory(besides: quiet, knowing: standing)
        for (user, key) in people.keys {
            guard let page = sealedPage(StatusPath.user(key.alias), key) else { continue }
            // A sealed page is newer than an open one that was left.
            memory.records = memory.records.filter { $0.key.user != user }
            let (records, closed) = read(page, user)
            for record in records { memory.records[record.key] = record }
            memory.closedFiles[user.text] = closed
        }
        return memory
    }

    /// Files that private people must not have any more: pages from before they were private, and
    /// pages of links that were changed.
    package func uncovered(_ people: PrivatePeople) -> Set<String> {
        guard !people.isEmpty else { return [] }
        let root = StatusPath.integrations
        let current = Set(people.keys.values.map(\.alias))
        var paths: Set<String> = []
        for entry in names(in: root) {
            guard entry.hasSuffix(".json") else {
                for name in names(in: "\(root)/\(entry)")
                where name.hasSuffix(".json") && people.isPrivate(String(name.dropLast(5))) {
                    paths.insert("\(root)/\(entry)/\(name)")
                }
                continue
            }
            let name = String(entry.dropLast(5))
            if people.isPrivate(name) { paths.insert("\(root)/\(entry)") }
            guard people.obstacle == nil, PageKey.isAlias(name), !current.contains(name),
                document("\(root)/\(entry)")?["schema"]?.string == PageKey.schema
            else { continue }
            paths.insert("\(root)/\(entry)")
        }
        return paths
    }

    /// A sealed page's text; `nil` where there is none, or the key does not open it.
    func sealedPage(_ path: String, _ key: PageKey) -> JSONValue? {
        document(path).flatMap { key.open($0) }.flatMap { try? JSONValue(parsing: $0) }
    }
}
