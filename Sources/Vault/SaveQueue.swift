internal import Documents
internal import Synchronization

/// Puts files in place together: while the disk syncs some, the next ones gather.
///
/// A sync takes as long for many files as for one. Whoever saves alone waits for nobody.
final class SaveQueue: Sendable {
    /// A file that is to be put in place, if the one there is still the one that was read.
    private struct Save: Sendable {
        let change: FileChange
        /// The digest of the file it replaces; `nil` for none.
        let digest: String?
        let continuation: CheckedContinuation<VaultError?, Never>
    }

    private struct State {
        var waiting: [Save] = []
        var isWriting = false
    }

    /// Files that are synced together at most.
    private static let batch = 64

    private let files: any FileStore
    private let lane = BlockingLane("latchkey.save")
    private let state = Mutex(State())

    init(_ files: any FileStore) {
        self.files = files
    }

    /// Saves that wait for the next sync.
    var waitingCount: Int { state.withLock(\.waiting.count) }

    /// Returns when the bytes are in place and durable.
    ///
    /// - Throws: `changed` where another file is there than the one of that digest, `locked` or
    ///   `broken` where it can't be read, `notSaved` where the disk fails.
    func replace(
        _ path: String,
        with bytes: [UInt8],
        since digest: String?
    ) async throws(VaultError) {
        let failure = await withCheckedContinuation { continuation in
            let save = Save(
                change: FileChange(path, bytes),
                digest: digest,
                continuation: continuation
            )
            let begins = state.withLock { state in
                state.waiting.append(save)
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { Task { await write() } }
        }
        if let failure { throw failure }
    }

    /// Writes until nobody waits.
    private func write() async {
        while true {
            let saves = state.withLock { state in
                let saves = Array(state.waiting.prefix(Self.batch))
                state.waiting.removeFirst(saves.count)
                state.isWriting = !saves.isEmpty
                return saves
            }
            guard !saves.isEmpty else { return }
            let failures = await lane.perform { put(saves) }
            for (save, failure) in zip(saves, failures) {
                save.continuation.resume(returning: failure)
            }
        }
    }

    private func put(_ saves: [Save]) -> [VaultError?] {
        var failures = saves.map(objection)
        let free = saves.indices.filter { failures[$0] == nil }
        let written = files.replaceAll(free.map { saves[$0].change }, mode: 0o600)
        for (index, failure) in zip(free, written) {
            failures[index] = failure.map {
                .notSaved(path: saves[index].change.path, reason: $0.reason)
            }
        }
        return failures
    }

    /// Looked at last: what somebody else has written meanwhile must not be lost.
    private func objection(_ save: Save) -> VaultError? {
        let path = save.change.path
        do throws(FileError) {
            let current = try files.read(path, limit: ConnectionVault.sizeLimit)
                .map { CiphertextDigest.text(of: $0) }
            return current == save.digest ? nil : .changed(path: path)
        } catch {
            return ConnectionVault.unreadable(path, error)
        }
    }
}
