import FoundationEssentials
import Repository

/// Gives the remote's lock a later deadline while a run is long.
final class LockRenewal: Sendable {
    private let task: Task<Void, Never>

    init(_ lock: RemoteLock, term: TimeInterval, now: @escaping @Sendable () -> Date) {
        task = Task {
            while (try? await Task.sleep(for: .seconds(term / 3))) != nil {
                // Not cut off half way: the lock's value would not be known.
                await Task {
                    _ = try? await lock.renew(until: now().addingTimeInterval(term))
                }.value
            }
        }
    }

    /// Returns once no renewal is under way.
    func end() async {
        task.cancel()
        await task.value
    }
}
