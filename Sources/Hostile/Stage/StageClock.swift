import FoundationEssentials
import Synchronization

/// The stage's time: it stands still until it is moved.
final class StageClock: Sendable {
    private let time: Mutex<Date>

    init(_ start: Date) {
        time = Mutex(start)
    }

    var now: Date { time.withLock { $0 } }

    func advance(hours: Double) { time.withLock { $0 += hours * 3600 } }
}
