/// How long a run waits within itself for room, rather than leave work for the next.
package struct LimitPatience: Sendable {
    /// The longest single wait, in seconds.
    package var longest: Double
    /// How often a call that met a limit is made, the first time included.
    package var attempts: Int
    /// Waits so many seconds, or less where the run is ending.
    package var pause: @Sendable (Double) async -> Void

    package init(
        longest: Double,
        attempts: Int,
        pause: @escaping @Sendable (Double) async -> Void
    ) {
        self.longest = longest
        self.attempts = attempts
        self.pause = pause
    }

    /// Leaves everything that has no room now.
    package static let none = Self(longest: 0, attempts: 1) { _ in }
}
