import FoundationEssentials
import Synchronization

/// The faults that wait for their calls, first come, first served.
final class FaultScript: Sendable {
    private let waiting = Mutex<[Fault]>([])
    private let held = Mutex<[CheckedContinuation<Void, Never>]>([])

    /// Returns once `release` is called.
    func hold() async {
        await withCheckedContinuation { continuation in
            held.withLock { $0.append(continuation) }
        }
    }

    /// Lets all calls go that are held now; tells how many.
    func release() -> Int {
        let released = held.withLock { held in
            defer { held = [] }
            return held
        }
        for continuation in released { continuation.resume() }
        return released.count
    }

    func add(_ fault: Fault) {
        waiting.withLock { $0.append(fault) }
    }

    func clear() {
        waiting.withLock { $0 = [] }
    }

    /// How many calls are still to go wrong.
    var remaining: Int {
        waiting.withLock { $0.reduce(0) { $0 + $1.remaining } }
    }

    /// The fault that strikes this call; uses up one of its turns.
    func take(method: String, path: Substring, at now: Date) -> Fault? {
        waiting.withLock { faults in
            faults.removeAll { $0.end.map { $0 <= now } ?? false }
            for index in faults.indices where faults[index].matches(method: method, path: path) {
                if faults[index].skipped > 0 {
                    faults[index].skipped -= 1
                    continue
                }
                let fault = faults[index]
                if let lasting = fault.lasting, fault.end == nil {
                    faults[index].end = now.addingTimeInterval(lasting)
                }
                faults[index].remaining -= 1
                if faults[index].remaining < 1 { faults.remove(at: index) }
                return fault
            }
            return nil
        }
    }
}
