import Synchronization

/// The time within which runs are ended: it follows what runs take on this machine just now, so
/// that about one in four comes to its end before.
final class RunSpan: Sendable {
    private let span = Mutex(Duration.milliseconds(800))

    var value: Duration { span.withLock { $0 } }

    func learn(hasEnded: Bool) {
        span.withLock { $0 = $0 * (hasEnded ? 1.1 : 0.8) }
    }
}
