import FoundationEssentials
import Synchronization

/// A clock that moves only when a test moves it.
final class ManualClock: Sendable {
    private let moment: Mutex<Date>

    init(_ start: Date) {
        moment = Mutex(start)
    }

    var now: Date { moment.withLock { $0 } }

    func advance(hours: Double) {
        moment.withLock { $0 = $0.addingTimeInterval(hours * 3600) }
    }
}
