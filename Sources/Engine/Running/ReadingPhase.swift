import Vault

/// Opens the files of some users while others are read, both in one order.
///
/// Files are opened as fast as they can be, for what is read of anybody is shown only past every
/// secret of the run.
struct ReadingPhase: Sendable {
    /// A user before their turn, and what came of it.
    enum Turn: Sendable {
        case unopened(UserID)
        case begun(UserRun)
        /// There is more to do than to read.
        case late(UserRun)
        case closed(RunReport.ClosedFile)
        /// There is no file any more.
        case over
    }

    private enum Event: Sendable {
        case opened([(Int, Turn)])
        case read(Int, UserRun)
        case ended(Int, UserRun)
        case allEnded([(Int, UserRun)])
    }

    /// Tasks that open files at the same time, or end those who were read before, and how many each: a
    /// task for each would cost more than it does, where no file has to be decrypted.
    private static let (lanes, files) = (8, 16)

    /// Users who are read at the same time.
    let width: Int
    let progress: @Sendable (Int) -> Void
    let open: @Sendable (UserID) async -> Turn
    let read: @Sendable (UserRun) async -> UserRun
    /// Leaves out of what was read before every file was open what repeats a secret of the others.
    let search: @Sendable (UserRun) -> UserRun
    let end: @Sendable (UserRun) -> UserRun

    /// Takes all turns, beginning with the first of `order`, which holds the indices of all.
    ///
    /// - Returns: What came of each, in the order of `turns`.
    func take(_ turns: consuming [Turn], in order: [Int]) async -> [Turn] {
        var turns = consume turns
        var unopened = order.filter { if case .unopened = turns[$0] { true } else { false } }[...]
        var (opening, reading, ending, next, done) = (0, 0, 0, 0, 0)
        /// Read before every file was open, and not ended.
        var waiting: [Int] = []
        await withTaskGroup(of: Event.self) { group in
            func finish(_ part: ArraySlice<Int>) {
                let runs = part.compactMap { index -> (Int, UserRun)? in
                    guard case .begun(let run) = turns[index] else { return nil }
                    turns[index] = .over
                    return (index, run)
                }
                ending += 1
                group.addTask { .allEnded(runs.map { ($0.0, end(search($0.1))) }) }
            }
            func begin(_ index: Int, _ run: UserRun, isOpen: Bool) {
                // Let go as it is taken: what comes of it is as large as itself.
                turns[index] = .over
                reading += 1
                group.addTask {
                    let run = await read(run)
                    return isOpen ? .ended(index, end(run)) : .read(index, run)
                }
            }
            while true {
                while opening < Self.lanes, !unopened.isEmpty {
                    let part = unopened.prefix(Self.files).compactMap { index in
                        if case .unopened(let user) = turns[index] { (index, user) } else { nil }
                    }
                    unopened = unopened.dropFirst(Self.files)
                    opening += 1
                    group.addTask {
                        var opened: [(Int, Turn)] = []
                        for (index, user) in part { opened.append((index, await open(user))) }
                        return .opened(opened)
                    }
                }
                let isOpen = opening == 0
                while isOpen, !waiting.isEmpty, ending < Self.lanes {
                    finish(waiting.suffix(Self.files))
                    waiting.removeLast(min(Self.files, waiting.count))
                }
                turn: while reading < width, next < order.count {
                    switch turns[order[next]] {
                    case .unopened: break turn
                    case .begun(let run): begin(order[next], run, isOpen: isOpen)
                    case .late, .closed, .over: done += 1
                    }
                    next += 1
                }
                switch await group.next() {
                case .opened(let part)?:
                    for (index, turn) in part { turns[index] = turn }
                    opening -= 1
                case .read(let index, let run)?:
                    turns[index] = .begun(run)
                    reading -= 1
                    waiting.append(index)
                case .ended(let index, let run)?:
                    turns[index] = .begun(run)
                    reading -= 1
                    done += 1
                    progress(done)
                case .allEnded(let part)?:
                    for (index, run) in part { turns[index] = .begun(run) }
                    ending -= 1
                    done += part.count
                    progress(done)
                case nil: return
                }
            }
        }
        return turns
    }
}
