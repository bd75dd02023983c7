import Pipeline
import Vault

extension UserRun {
    /// Looks at the file once more before something of it is spent: a `git pull` may have brought a
    /// newer one since the run read it, whatever lock the run holds.
    ///
    /// - Returns: Why nothing may be spent; `nil` where the connection is as it was read.
    mutating func overtaken(_ index: Int, step: String) async -> Failure? {
        do throws(VaultError) {
            try await surroundings.vault.refuseIfChanged(user, since: stored.digest)
            return nil
        } catch .changed(let path) {
            if let fresh = try? await surroundings.vault.load(user) {
                stored = fresh
                let connection = works[index].connection
                let theirs = fresh.file.connection(connection.provider, connection.label)
                let isSame =
                    theirs?.generation == connection.generation && theirs?.grant == connection.grant
                    && theirs?.pendingCode == connection.pendingCode
                if isSame { return nil }
            }
            // Nothing is wrong: the next run begins with what is there now.
            return Failure(
                .transient,
                .notReached,
                step: step,
                detail: "nothing was spent: \(VaultError.changed(path: path).sentence)"
            )
        } catch {
            return SpendingStop.failure(error.sentence, step: step)
        }
    }
}
