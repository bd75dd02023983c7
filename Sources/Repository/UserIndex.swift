/// The index of the clone's user, which git writes under a lock of its own, `index.lock`.
///
/// Another git holds that lock for a moment, and one that was killed for ever. It is waited for with
/// backoff, once a run: what must be safe is committed and pushed without this index.
package actor UserIndex {
    private let git: Git
    private let path: String
    private let patience: Patience
    /// Why the index could not be written last, for a person; `nil` where it could.
    package private(set) var obstacle: String?
    /// A command that finds nothing to write succeeds under the same lock, and clears the obstacle.
    private var hasWaitedInVain = false

    init(_ git: Git, path: String, _ patience: Patience) {
        self.git = git
        self.path = path
        self.patience = patience
    }

    /// Runs a command that writes the index; its status is an answer.
    func ask(_ arguments: [String], input: [UInt8] = []) async throws(GitFailure) -> GitAnswer {
        var attempt = 1
        while true {
            let answer = try await git.ask(arguments, input: input)
            guard answer.status != 0, answer.isRefusedIndex else {
                obstacle = nil
                return answer
            }
            // Once it has been waited for in vain, nobody waits again.
            guard !hasWaitedInVain, attempt < Publisher.tries, !patience.isEnding(),
                (try? await patience.sleep(patience.backoff(after: attempt))) != nil
            else {
                hasWaitedInVain = true
                obstacle =
                    "\(path).lock is there: another git is at work in this clone, or was killed in "
                    + "it; where none runs, remove that file"
                return answer
            }
            attempt += 1
        }
    }
}

extension GitAnswer {
    /// Whether it failed because somebody else holds the index's lock.
    fileprivate var isRefusedIndex: Bool {
        errors.contains("index.lock': File exists")
    }
}
