import NIOCore
import Synchronization

/// The way to a provider and back, which every call is made to wait for.
///
/// One timer serves all who wait: those whose time comes within one tick go on together. A timer
/// for each was a fifth of all that a call cost here, on the cores of whom it is measured against.
final class Latency: Sendable {
    private struct Waiting {
        let due: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct Line {
        // The latency is the same for all, so that the line is in order of what is due.
        var waiting = CircularBuffer<Waiting>()
        var isServed = false
    }

    private let duration: Duration
    private let line = Mutex(Line())

    /// How much longer than asked for anybody may wait.
    private static let tick = Duration.milliseconds(1)

    init(_ duration: Duration) {
        self.duration = duration
    }

    /// Returns when the time has passed.
    func pass() async {
        guard duration > .zero else { return }
        await withCheckedContinuation { continuation in
            let isFirst = line.withLock { line in
                line.waiting.append(Waiting(due: .now + duration, continuation: continuation))
                defer { line.isServed = true }
                return !line.isServed
            }
            if isFirst { Task { await serve() } }
        }
    }

    /// Lets go who is due, until nobody waits.
    private func serve() async {
        while let due = nextDue() {
            // Nobody cancels the task that serves.
            try? await Task.sleep(until: due + Self.tick, tolerance: .zero, clock: .continuous)
            for one in takeDue() { one.continuation.resume() }
        }
    }

    private func nextDue() -> ContinuousClock.Instant? {
        line.withLock { line in
            if line.waiting.isEmpty { line.isServed = false }
            return line.waiting.first?.due
        }
    }

    private func takeDue() -> [Waiting] {
        line.withLock { line in
            let now = ContinuousClock.now
            var due: [Waiting] = []
            while let first = line.waiting.first, first.due <= now {
                due.append(line.waiting.removeFirst())
            }
            return due
        }
    }
}
