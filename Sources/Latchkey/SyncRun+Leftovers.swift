import Documents
import Engine
import Vault

extension SyncRun {
    /// Removes the half-written files of runs that were killed.
    ///
    /// Whoever holds the lock alone writes here, so that no unfinished file is anybody's at work.
    /// What can't be removed is left for the next run: it is hidden, and harmless.
    func removeLeftovers() {
        let status = session.statusDirectory
        let integrations = "\(status)/api/integrations"
        var folders = [
            "\(session.common.data)/connections", "\(session.common.data)/history",
            status, "\(status)/schemas", integrations, "\(session.common.data)/inbox",
            "\(session.common.data)/inbox/rejected",
        ]
        folders += session.surroundings.vault.packFolders
        for provider in session.pipelines.definitions.keys.sorted() {
            folders += ["\(integrations)/\(provider)", "\(status)/api/auth/\(provider)"]
        }
        var count = 0
        for folder in folders { count += (try? session.files.removeLeftovers(in: folder)) ?? 0 }
        if count > 0 {
            session.console.detail("removed \(count) half-written files of a run that was killed")
        }
    }
}
