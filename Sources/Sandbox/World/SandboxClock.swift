import FoundationEssentials
import Synchronization

/// The time inside the sandbox: it may run faster than outside, and may be set forward.
final class SandboxClock: Sendable {
    private let start: Date
    private let speed: Double
    private let origin = ContinuousClock.now
    private let advanced = Mutex(0.0)

    /// Starts at `start`; `speed` seconds pass inside for each second outside, none at 0.
    init(start: Date, speed: Double) {
        self.start = start
        self.speed = speed
    }

    var now: Date {
        let elapsed = speed == 0 ? 0 : (ContinuousClock.now - origin) / .seconds(1) * speed
        return start.addingTimeInterval(elapsed + advanced.withLock { $0 })
    }

    /// Sets the clock forward by some seconds; a provider's clock never goes back.
    func advance(by seconds: Double) {
        advanced.withLock { $0 += max(0, seconds) }
    }
}
