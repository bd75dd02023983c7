import Documents
import FoundationEssentials
import Pipeline
import Vault

extension PipelineRun {
    /// Opens users' files side by side; the order of the result is the order asked for.
    func open(_ users: [UserID]) async -> [(UserID, Result<StoredUserFile, VaultError>)] {
        let vault = surroundings.vault
        let control = control
        return await ordered(.open, users) { user in
            guard control.stopped == nil else { return nil }
            do throws(VaultError) {
                guard let stored = try await vault.load(user) else { return nil }
                return (user, .success(stored))
            } catch {
                return (user, .failure(error))
            }
        }
    }

    /// The runs in the order of what is worked out of each once.
    func ordered<Key: Comparable & Sendable>(
        _ runs: [UserRun],
        by key: @Sendable (UserRun) -> Key
    ) -> [UserRun] {
        let keys = runs.parallelMap(key)
        // Mostly the order of the phase before.
        guard zip(keys, keys.dropFirst()).contains(where: { $0 > $1 }) else { return runs }
        return runs.indices.sorted { keys[$0] < keys[$1] }.map { runs[$0] }
    }

    /// Takes each user's part through a phase, the busy ones side by side.
    func phase(
        _ phase: RunPhase,
        _ runs: inout [UserRun],
        _ body: @escaping @Sendable (inout UserRun) async -> Void
    ) async {
        let taken = runs
        runs = []
        runs = await ordered(phase, consume taken) { run in
            var run = run
            await body(&run)
            return run
        }
    }

    /// Runs `body` over `items`, at most `width` at once, and gathers results in input order.
    private func ordered<Item: Sendable, Value: Sendable>(
        _ phase: RunPhase,
        _ items: consuming [Item],
        _ body: @escaping @Sendable (Item) async -> Value?
    ) async -> [Value] {
        // Each is let go as it is taken: what comes of it is as large as itself.
        var left = (consume items).map(Optional.some)
        var results: [Value?] = Array(repeating: nil, count: left.count)
        await withTaskGroup(of: (Int, Value?).self) { group in
            var next = 0
            var done = 0
            func add() {
                guard next < left.count, let item = left[next].take() else { return }
                let index = next
                group.addTask { (index, await body(item)) }
                next += 1
            }
            for _ in 0..<width { add() }
            while let (index, value) = await group.next() {
                results[index] = value
                done += 1
                progress(phase, done, left.count)
                add()
            }
        }
        return results.compactMap(\.self)
    }
}
