import Documents
package import Engine
package import Vault

extension RunReport {
    /// The same run, with only those users in it that are wanted.
    package func keeping(_ isWanted: (String) -> Bool) -> RunReport {
        var report = self
        report.entries.removeAll { !isWanted($0.record.key.user.text) }
        report.closedFiles.removeAll { !isWanted($0.user) }
        report.users.removeAll { !isWanted($0) }
        report.deadlines.removeAll { !isWanted($0.key.user.text) }
        return report
    }
}

extension RunMemory {
    /// The same memory, with only those users in it that are wanted.
    package func keeping(_ isWanted: (String) -> Bool) -> RunMemory {
        var memory = self
        memory.records = records.filter { isWanted($0.key.user.text) }
        memory.closedFiles = closedFiles.filter { isWanted($0.key) }
        return memory
    }
}

extension PrivatePeople {
    /// Those of whom no page tells anything new: it was not written, or can't be sealed.
    package func untold(after writing: SnapshotWriter.Result) -> Set<UserID> {
        users.filter { user in
            keys[user].map { writing.unwritten.contains(StatusPath.user($0.alias)) } ?? true
        }
    }

    /// The pages of a set about private people, each under the name that tells nothing.
    ///
    /// - Parameter set: What would be written if they were like everybody.
    /// - Returns: One page a person, by path: a file for each provider would tell which ones.
    package func pages(of set: StatusSet) -> [String: SealedPage] {
        var pages: [String: SealedPage] = [:]
        for page in set.pages {
            guard let user = UserID(page.user), let key = keys[user] else { continue }
            pages[StatusPath.user(key.alias)] = SealedPage(
                key: key,
                plaintext: page.integrations().canonicalText()
            )
        }
        return pages
    }
}
