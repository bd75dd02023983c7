import FoundationEssentials

/// How a sandbox behaves; the options of `serve`, as values.
struct SandboxSettings: Sendable {
    var clientID = "sandbox-app"
    var clientSecret = "sandbox-secret"
    /// The registered redirect URI; any loopback one is taken when `nil`.
    var redirectURI: String?
    var shape = AnswerShape.mixed
    var rotation = Rotation.sometimes
    /// How many people the consent pages list.
    var people = 12
    /// Added to every answer of a provider.
    var latency = Duration.zero
    /// The share of provider calls that fail with a 5xx, half of them after they have acted.
    var failureRate = 0.0
    /// Calls an app may make in a window (Instagram an hour, Spotify 30 seconds); 0 is no limit.
    var rateLimit = 0
    /// Profile fields that Instagram refuses although it knows them.
    var refusedFields: Set<String> = []
    /// Whether Spotify leaves out what it shows only to apps with extended quota.
    var isDevelopmentMode = false
    var seed: UInt64 = 1
    var startTime = Date.now
    /// Seconds inside for each second outside.
    var clockSpeed = 1.0
}
