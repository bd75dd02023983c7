import FoundationEssentials
import Pipeline

/// A start put off by chance: a thousand timers set to the same minute do not call a provider in
/// the same second.
struct Jitter: Sendable {
    /// The longest wait.
    let most: Duration
    /// From 0 up to, but not including, 1.
    var random: @Sendable () -> Double = { Double.random(in: 0..<1) }

    /// Waits a random time, and says how long; ends early only with the task or the process.
    func wait(telling console: Console) async throws {
        let duration = length()
        guard duration > .zero else { return }
        let seconds = Int(duration.components.seconds)
        console.aside(
            seconds == 0
                ? "starting in less than a second (--jitter)"
                : "starting in \(Span(seconds: seconds)) (--jitter)"
        )
        let end = ContinuousClock.now.advanced(by: duration)
        while ContinuousClock.now < end {
            // What the system takes for one wait holds no thousand years.
            let left = ContinuousClock.now.duration(to: end)
            try await Task.sleep(for: min(left, Self.longestSleep))
        }
    }

    /// How long this start is put off: less than the longest wait, whatever chance says.
    func length() -> Duration { most * random() }

    private static let longestSleep = Duration.seconds(3600)
}
