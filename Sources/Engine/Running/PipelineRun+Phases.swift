import Documents
import FoundationEssentials
import Pipeline
import Vault

extension PipelineRun {
    /// Opens users' files side by side, in their order, until the run is stopped; `closed` takes in
    /// those that can't be opened.
    func open(
        _ users: [UserID],
        _ opening: UserOpening,
        _ closed: inout [RunReport.ClosedFile]
    ) async -> [OpenedUser] {
        let control = control
        let results = await ordered(.open, users) {
            user -> Result<OpenedUser, RunReport.ClosedFile>? in
            guard control.stopped == nil else { return nil }
            do throws(RunReport.ClosedFile) {
                return try await opening.open(user).map { .success($0) }
            } catch {
                return .failure(error)
            }
        }
        var opened: [OpenedUser] = []
        opened.reserveCapacity(results.count)
        for result in consume results {
            switch result {
            case .success(let user): opened.append(user)
            case .failure(let file): closed.append(file)
            }
        }
        return opened
    }

    /// In which order to take values: by what is worked out of each once, then as they are.
    static func order<Value: Sendable, Key: Comparable & Sendable>(
        of values: [Value],
        by key: @Sendable (Value) -> Key
    ) -> [Int] {
        let keys = values.parallelMap(key)
        // Mostly they are in that order.
        guard zip(keys, keys.dropFirst()).contains(where: { $0 > $1 }) else {
            return Array(values.indices)
        }
        return values.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }

    /// Takes each user's part through a phase, the busy ones side by side, in this order.
    func phase(
        _ phase: RunPhase,
        _ runs: inout [UserRun],
        in order: [Int],
        _ body: @escaping @Sendable (inout UserRun) async -> Void
    ) async {
        let taken = runs
        runs = []
        runs = await ordered(phase, consume taken, in: order) { run in
            var run = run
            await body(&run)
            return run
        }
    }

    /// Runs `body` over `items`, at most `width` at once, and gathers results in input order; they begin
    /// in the order of these indices.
    func ordered<Item: Sendable, Value: Sendable>(
        _ phase: RunPhase,
        _ items: consuming [Item],
        in order: [Int]? = nil,
        _ body: @escaping @Sendable (Item) async -> Value?
    ) async -> [Value] {
        // Each is let go as it is taken: what comes of it is as large as itself.
        var left = (consume items).map(Optional.some)
        var results: [Value?] = Array(repeating: nil, count: left.count)
        await withTaskGroup(of: (Int, Value?).self) { group in
            var next = 0
            var done = 0
            func add() {
                guard next < left.count else { return }
                let index = order?[next] ?? next
                next += 1
                guard let item = left[index].take() else { return }
                group.addTask { (index, await body(item)) }
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
