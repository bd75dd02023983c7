import Documents
import Engine
import Vault

extension SyncRun {
    /// Removes the half-written files of runs that were killed.
    ///
    /// Whoever holds the lock alone writes here, so that no unfinished file is anybody's at work.
    /// What can't be removed is left for the next run: it is hidden, and harmless.
    func removeLeftovers() {
        var count = session.files.removeLeftovers(below: session.statusDirectory)
        let data = session.common.data
        let folders = ["connections", "history", "inbox", "inbox/rejected"].map { "\(data)/\($0)" }
        for folder in folders + session.surroundings.vault.packFolders {
            count += (try? session.files.removeLeftovers(in: folder)) ?? 0
        }
        if count > 0 {
            session.console.detail("removed \(count) half-written files of a run that was killed")
        }
    }
}
