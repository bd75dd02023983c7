import Pipeline
import Vault

extension UserRun {
    /// Why the one-time token of a connection stays where it is: its file is older than one that a
    /// run has seen; `nil` where it may go out.
    ///
    /// What an exchange has just brought is new, whatever the file was before.
    func olderFileObstacle(_ index: Int, step: String) -> Failure? {
        guard let older = works[index].plan.olderFile, older.holdsGrant,
            !works[index].didExchange
        else { return nil }
        return older.failure(step: step)
    }

    /// The generation of what has just been won: above all that any run has seen, so that no copy of
    /// an older file is taken for newer.
    func nextGeneration(_ index: Int) -> Int {
        let works = works[index]
        return max(works.connection.generation, works.before?.newestGeneration ?? 0) + 1
    }
}
