/// Everything the emulated providers share, and the three of them.
struct World: Sendable {
    let settings: SandboxSettings
    let clock: SandboxClock
    let random: SeededRandom
    let faults = FaultScript()
    let log = CallLog()
    private let instagram = GrantBook()
    private let spotify = GrantBook()
    private let strict = GrantBook()

    init(_ settings: SandboxSettings) {
        self.settings = settings
        clock = SandboxClock(start: settings.startTime, speed: settings.clockSpeed)
        random = SeededRandom(seed: settings.seed)
    }

    /// The provider's codes, grants and tokens.
    func book(of provider: Provider) -> GrantBook {
        switch provider {
        case .instagram: instagram
        case .spotify: spotify
        case .strict: strict
        }
    }
}
