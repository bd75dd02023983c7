import Dispatch
import Synchronization

/// Threads side by side, each taking the next piece of work until there is none.
enum Lanes {
    /// What the lanes share.
    private final class Tally: Sendable {
        let next = Atomic(0)
        let failure = Mutex<(any Error)?>(nil)
    }

    /// Runs `work` for the numbers below `count` in `lanes` threads, each with what `make` made.
    ///
    /// - Throws: The first failure; the work not yet begun is left.
    static func run<Worker>(
        _ lanes: Int,
        count: Int,
        _ make: @escaping @Sendable () throws -> Worker,
        _ work: @escaping @Sendable (Worker, Int) throws -> Void
    ) throws {
        let tally = Tally()
        let group = DispatchGroup()
        for lane in 0..<lanes {
            DispatchQueue(label: "bench.\(lane)").async(group: group) {
                do {
                    let worker = try make()
                    while case let number = tally.next.add(1, ordering: .relaxed).oldValue,
                        number < count, tally.failure.withLock({ $0 == nil })
                    {
                        try work(worker, number)
                    }
                } catch {
                    tally.failure.withLock { $0 = $0 ?? error }
                }
            }
        }
        group.wait()
        if let failure = tally.failure.withLock({ $0 }) { throw failure }
    }
}
