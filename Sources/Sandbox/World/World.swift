/// Everything the emulated providers share, and the three of them.
struct World: Sendable {
    let settings: SandboxSettings
    let clock: SandboxClock
    let random: SeededRandom
    let faults = FaultScript()
    let log = CallLog()
    let traffic = Traffic()
    /// The app's budget at `graph.instagram.com`: an hour at a time.
    let instagramCalls: RateWindow
    /// The app's budget at `api.spotify.com`: 30 seconds at a time.
    let spotifyCalls: RateWindow
    private let instagram = GrantBook()
    private let spotify = GrantBook()
    private let strict = GrantBook()

    init(_ settings: SandboxSettings) {
        self.settings = settings
        clock = SandboxClock(start: settings.startTime, speed: settings.clockSpeed)
        random = SeededRandom(seed: settings.seed)
        instagramCalls = RateWindow(limit: settings.rateLimit, length: 3600)
        spotifyCalls = RateWindow(limit: settings.rateLimit, length: 30)
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
