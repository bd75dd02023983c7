package import FoundationEssentials

/// Waiting and the clock, so that a test needs neither.
package struct Patience: Sendable {
    package var now: @Sendable () -> Date
    /// Throws where the run is ending and must not wait.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Whether the run is ending: nobody else's lock is waited for then.
    package var isEnding: @Sendable () -> Bool
    /// In 0..<1; spreads the waits of several machines.
    package var random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        isEnding: @escaping @Sendable () -> Bool = { false },
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.isEnding = isEnding
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// Before the try after this many, counted from 1: half a second, doubling, up to 8 s, with
    /// the upper half by chance.
    package func backoff(after tries: Int) -> Duration {
        let most = min(0.5 * Double(1 << min(tries - 1, 10)), 8)
        return .seconds(most * (0.5 + random() / 2))
    }
}
