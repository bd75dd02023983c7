import Documents
import Engine
import Vault

extension SyncRun {
    /// Removes the half-written files of runs that were killed, but for status files.
    ///
    /// Whoever holds the lock alone writes here, so that no unfinished file is anybody's at work.
    /// What can't be removed is left for the next run: it is hidden, and harmless.
    ///
    /// - Returns: How many there were.
    func removeLeftovers() -> Int {
        let data = session.common.data
        let folders = ["connections", "history", "inbox", "inbox/rejected"].map { "\(data)/\($0)" }
        return (folders + session.surroundings.vault.packFolders).reduce(0) { count, folder in
            count + ((try? session.files.removeLeftovers(in: folder)) ?? 0)
        }
    }

    /// Removes those among the status files, of which there are most: before the run writes the first.
    func removeStatusLeftovers() -> Int {
        session.files.removeLeftovers(below: session.statusDirectory)
    }

    func tellRemoved(_ count: Int) {
        guard count > 0 else { return }
        session.console.detail("removed \(count) half-written files of a run that was killed")
    }
}
