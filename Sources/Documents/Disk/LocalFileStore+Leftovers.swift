extension LocalFileStore {
    /// Removes what writers that were killed have left in a folder and in all below it, links not
    /// followed, and tells how many files.
    ///
    /// Only for who alone writes there. What can't be removed stays: it is hidden, and harmless; so
    /// nothing is synced either.
    @discardableResult
    package func removeLeftovers(below folder: String) -> Int {
        guard let entries = try? OpenFolder(folder).entries() else { return 0 }
        var count = 0
        for entry in entries {
            let path = FilePath.join(folder, entry.name)
            if TemporaryName.matches(entry.name) {
                if (try? PathCall.unlink(path)) != nil { count += 1 }
            } else if entry.mayBeFolder {
                count += removeLeftovers(below: path)
            }
        }
        return count
    }
}
