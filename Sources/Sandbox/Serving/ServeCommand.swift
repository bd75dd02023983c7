import ArgumentParser
import Documents
import FoundationEssentials
import Glibc
import Hummingbird

/// Serves until a signal ends it.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the emulated providers on the loopback address."
    )

    @Option(help: "The port to listen on; 0 takes any that is free.")
    var port: UInt16 = 0
    @Option(help: "Milliseconds added to every answer of a provider.")
    var latency = 0
    @Option(help: "The share of provider calls that fail with a 5xx, from 0 to 1.")
    var failureRate = 0.0
    @Option(help: "The seed of all chance: the same seed and calls give the same answers.")
    var seed: UInt64 = 1
    @Option(help: "Seconds that pass inside for each second outside; 0 stops the clock.")
    var clockSpeed = 1.0
    @Option(help: "The time it is inside at the start (RFC 3339).", transform: Self.time)
    var startTime: Date?
    @Option(help: "The shape of Instagram's token and profile answers.")
    var shape = AnswerShape.mixed
    @Option(help: "How often a Spotify refresh brings a new refresh token.")
    var rotation = Rotation.sometimes
    @Option(help: "How many people the consent pages list.")
    var users = 12
    @Option(help: "Calls an app may make: Instagram an hour, Spotify 30 seconds; 0 is no limit.")
    var rateLimit = 0
    @Option(help: "A profile field that Instagram refuses; may be repeated.")
    var refuseField: [String] = []
    @Flag(help: "Leave out what Spotify shows only to apps with extended quota.")
    var developmentMode = false
    @Option(help: "The app's client id.")
    var clientID = "sandbox-app"
    @Option(help: "The app's client secret.")
    var clientSecret = "sandbox-secret"
    @Option(
        name: .customLong("redirect-uri"),
        help: "The registered redirect URI; any loopback one is taken when it is left out."
    )
    var redirectURI: String?
    @Flag(help: "Print nothing but the line that says where it listens.")
    var quiet = false

    func validate() throws {
        guard 0...600_000 ~= latency else {
            throw ValidationError("--latency must be from 0 to 600000 milliseconds")
        }
        guard 0...1 ~= failureRate else {
            throw ValidationError("--failure-rate must be from 0 to 1")
        }
        guard 0...1e6 ~= clockSpeed else {
            throw ValidationError("--clock-speed must be from 0 to 1000000")
        }
        guard 1...1_000_000 ~= users, rateLimit >= 0 else {
            throw ValidationError("--users must be 1 to 1000000, --rate-limit 0 or more")
        }
    }

    func run() async throws {
        // A shell that starts this in the background has it ignore an interrupt.
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
        let isQuiet = quiet
        let application = SandboxApplication.make(settings, port: Int(port)) { port in
            let address = "http://127.0.0.1:\(port)"
            Self.say("latchkey-sandbox listening on \(address)", on: STDOUT_FILENO)
            if !isQuiet { Self.say(Self.guide(address), on: STDERR_FILENO) }
        }
        try await application.run()
    }

    private var settings: SandboxSettings {
        var settings = SandboxSettings()
        settings.clientID = clientID
        settings.clientSecret = clientSecret
        settings.redirectURI = redirectURI
        settings.shape = shape
        settings.rotation = rotation
        settings.people = users
        settings.latency = .milliseconds(latency)
        settings.failureRate = failureRate
        settings.rateLimit = rateLimit
        settings.refusedFields = Set(refuseField)
        settings.isDevelopmentMode = developmentMode
        settings.seed = seed
        settings.startTime = startTime ?? .now
        settings.clockSpeed = clockSpeed
        return settings
    }

    private static func guide(_ address: String) -> String {
        let servers = EmulatedServer.allCases.map { server in
            "  --server \(server.pipelineName)=\(address)\(server.rawValue)"
        }
        return "use it by:\n" + servers.joined(separator: "\n")
    }

    /// Prints a line at once, past any buffer, whoever reads it.
    private static func say(_ line: String, on descriptor: Int32) {
        let bytes = Array((line + "\n").utf8)
        // A reader that has gone misses nothing it could use.
        _ = unsafe bytes.withUnsafeBytes { bytes in
            unsafe write(descriptor, bytes.baseAddress, bytes.count)
        }
    }

    @Sendable private static func time(_ text: String) throws -> Date {
        guard let time = Timestamp.parse(text) else {
            throw ValidationError("'\(text)' is no RFC 3339 time, such as 2026-11-01T10:00:00Z")
        }
        return time
    }
}

extension AnswerShape: ExpressibleByArgument {}
extension Rotation: ExpressibleByArgument {}
