import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Subprocess
import Testing
import Vault

/// A data directory of its own, with people for whom something is due at every provider; runs are
/// ended in it, and what is left is held against what the provider knows.
///
/// Many share a workplace: its key, its pipelines, its sandbox.
struct CrashSite: Sendable {
    let place: Workplace
    /// Below the workplace: `site-17`.
    let data: String
    let roles: [Role]
    let vault: ConnectionVault
    /// The codes given out, by the name of their connection.
    let codes: [String: Secret]

    /// Enrols people, `crowd` times the same few; all of them, or those with one task at one provider.
    init(
        _ place: Workplace,
        _ name: String,
        crowd: Int = 1,
        only chosen: (@Sendable (Role) -> Bool)? = nil
    ) async throws {
        self.place = place
        data = "site-\(name)"
        let recipients = String(
            decoding: try #require(try place.bytes("data/connections/.gpg-id")),
            as: UTF8.self
        )
        try place.write(recipients, to: "\(data)/connections/.gpg-id")
        vault = ConnectionVault(
            directory: "\(place.path)/\(data)/connections",
            files: LocalFileStore(),
            cipher: GPGCipher(GPGSettings(home: place.keyHome, passphrase: .never))
        )
        roles = try (0..<crowd).flatMap { try Self.cast("\(name)x\($0)") }
            .filter { chosen?($0) ?? true }
        var codes: [String: Secret] = [:]
        for (user, roles) in Dictionary(grouping: roles, by: \.user) {
            var connections: [Connection] = []
            for role in roles {
                let connection = try await role.connection(place.sandbox)
                codes[role.name] = connection.pendingCode?.code
                connections.append(connection)
            }
            _ = try await vault.save(
                UserFile(user: user, connections: connections),
                replacing: nil
            )
        }
        self.codes = codes
    }

    /// One-time credentials of every kind, two of them in one file, and somebody who only reads.
    private static func cast(_ name: String) throws -> [Role] {
        func role(_ user: String, _ provider: String, _ task: Role.Task, label: String = "default")
            throws -> Role
        {
            Role(
                user: try #require(UserID("\(user)\(name)")),
                provider: provider,
                label: label,
                task: task
            )
        }
        return [
            try role("ada", "strict", .refresh), try role("ada", "strict", .exchange, label: "new"),
            try role("bea", "spotify", .refresh), try role("cleo", "instagram", .exchange),
            try role("dina", "strict", .refresh), try role("eva", "spotify", .exchange),
            try role("finn", "instagram", .refresh), try role("gus", "strict", .read),
        ]
    }

    private static let sync = ["sync", "--quiet"]

    /// A run that ends by itself, unless the environment says otherwise.
    func sync(
        _ options: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> Program.Result {
        try await place.latchkey(
            Self.sync + ["--data", data] + options,
            environment: environment
        )
    }

    /// A run that gets a signal after a while, and its exit status; it may have ended before.
    func sync(_ signal: Signal, after delay: Duration) async throws -> Int32 {
        let words = Self.sync + ["--data", data]
        return try await place.talk(words) { talk in
            try await Task.sleep(for: delay)
            try? talk.send(signal)
        }.status
    }

    /// Removes the directory; the provider keeps its memory.
    func remove() throws {
        try FileManager.default.removeItem(atPath: "\(place.path)/\(data)")
    }
}
