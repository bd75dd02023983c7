import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Synchronization
import Testing

/// An operator's project: pipelines, data, a key of its own, and the sandbox for providers.
final class Workplace: Sendable {
    let sandbox: SandboxServer
    private let folder: TemporaryFolder
    private let spoken = Mutex("")

    /// A set-up project: `latchkey init` has run.
    init(_ sandbox: SandboxServer) async throws {
        self.sandbox = sandbox
        folder = try TemporaryFolder()
        for name in ["instagram", "spotify"] {
            try write(try Project.text("pipelines/\(name).yml"), to: "pipelines/\(name).yml")
        }
        try write(Self.strict, to: "pipelines/strict.yml")
        let result = try await latchkey("init", "--quiet")
        try #require(result.status == 0, "\(result.errors)")
    }

    deinit {
        _ = try? Subprogram.run("gpgconf", ["--homedir", keyHome, "--kill", "all"])
    }

    var path: String { folder.path }
    var keyHome: String { "\(path)/home/gnupg" }

    /// All that was printed here, of both streams.
    var said: String { spoken.withLock { $0 } }

    /// A provider as a newcomer writes it.
    static let strict = """
        name: Strict
        servers:
          main: https://id.strict.test
        client:
          id: ${env.STRICT_ID}
          secret: ${env.STRICT_SECRET}
          redirect_uri: ${env.STRICT_REDIRECT_URI}
        authorize:
          url: ${servers.main}/authorize
          scopes: [profile]
        exchange:
          url: ${servers.main}/token
        refresh:
          url: ${servers.main}/token
          rotates: always
        revoke:
          url: ${servers.main}/revoke
        profile:
          every: 6h
          url: ${servers.main}/userinfo
          fields: {id: $.id, username: $.preferred_username}
        public: [id, username]

        """

    static let redirectURI = "http://127.0.0.1:8765/callback"
    /// The names the pipeline files ask for.
    static let credentials: [String: String] = [
        "INSTAGRAM_APP_ID": "sandbox-app", "INSTAGRAM_APP_SECRET": "sandbox-secret",
        "INSTAGRAM_REDIRECT_URI": redirectURI,
        "SPOTIFY_CLIENT_ID": "sandbox-app", "SPOTIFY_CLIENT_SECRET": "sandbox-secret",
        "SPOTIFY_REDIRECT_URI": redirectURI,
        "STRICT_ID": "sandbox-app", "STRICT_SECRET": "sandbox-secret",
        "STRICT_REDIRECT_URI": redirectURI,
    ]

    private static let networked: Set = ["connect", "disconnect", "sync", "plan"]

    /// A command line of `latchkey` for the sandbox.
    private func line(_ arguments: [String]) -> [String] {
        let talks = arguments.first.map(Self.networked.contains) ?? false
        return arguments + (talks ? sandbox.serverOptions : [])
    }

    /// Runs `latchkey` in the project.
    @discardableResult
    func latchkey(
        _ arguments: String...,
        environment: [String: String] = [:]
    ) async throws -> Program.Result {
        try await latchkey(arguments, environment: environment)
    }

    @discardableResult
    func latchkey(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> Program.Result {
        let words = ["latchkey"] + line(arguments)
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        return try await shell(command, environment: environment)
    }

    /// Runs a shell command in the project.
    func shell(
        _ command: String,
        environment: [String: String] = [:]
    ) async throws -> Program.Result {
        let result = try await Program.shell(
            command,
            in: path,
            environment: Self.credentials.merging(environment) { $1 }
        )
        spoken.withLock { $0 += result.output + result.errors }
        return result
    }

    /// Runs `latchkey` in the project and talks with it.
    @discardableResult
    func talk(
        _ arguments: String...,
        environment: [String: String] = [:],
        _ body: (inout Conversation) async throws -> Void
    ) async throws -> (text: String, status: Int32) {
        try await talk(arguments, environment: environment, body)
    }

    @discardableResult
    func talk(
        _ arguments: [String],
        environment: [String: String] = [:],
        _ body: (inout Conversation) async throws -> Void
    ) async throws -> (text: String, status: Int32) {
        let result = try await Program.talk(
            "latchkey",
            line(arguments),
            in: path,
            environment: Self.credentials.merging(environment) { $1 },
            body
        )
        spoken.withLock { $0 += result.text }
        return result
    }
}

extension Workplace {
    func write(_ text: String, to name: String) throws {
        try LocalFileStore().replace("\(path)/\(name)", with: Array(text.utf8), mode: 0o644)
    }

    func bytes(_ name: String) throws -> [UInt8]? {
        try LocalFileStore().read("\(path)/\(name)", limit: 1 << 24)
    }

    /// Every file but gpg's own, by path, with its bytes.
    func files(below root: String = "") throws -> [String: [UInt8]] {
        let start = root.isEmpty ? path : "\(path)/\(root)"
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: start) {
            var isFolder = false
            _ = FileManager.default.fileExists(atPath: "\(start)/\(name)", isDirectory: &isFolder)
            guard !isFolder, !name.hasPrefix("home/") else { continue }
            files[name] = Array(try Data(contentsOf: URL(filePath: "\(start)/\(name)")))
        }
        return files
    }

    /// A status file.
    func status(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: try #require(try bytes("data/status/\(name)"), "no \(name)"))
    }

    /// What the status files say of a user's connection, `default` unless said otherwise.
    func record(
        _ user: String,
        _ provider: String,
        label: String = "default"
    ) throws -> JSONValue {
        let page = try status("api/integrations/\(user).json")
        let records = page["integrations"]?[provider]?["connections"]?.array
        return try #require(records?.first { $0["label"]?.string == label })
    }

    /// The state and, after a colon, the reason the status files give.
    func state(_ user: String, _ provider: String, label: String = "default") throws -> String {
        let record = try record(user, provider, label: label)
        let reason = record["reason"]?.string.map { ":\($0)" } ?? ""
        return (record["status"]?.string ?? "") + reason
    }
}
