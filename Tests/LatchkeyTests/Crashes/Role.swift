import Documents
import FoundationEssentials
import Vault

/// One connection of a crash site: at which provider, and what a run has to do for it.
struct Role: Hashable, Sendable {
    enum Task: Hashable, Sendable {
        /// A code waits to be exchanged.
        case exchange
        /// A refresh is due; strict and Spotify rotate the token with it.
        case refresh
        /// Only the profile is due.
        case read
    }

    let user: UserID
    let provider: String
    let label: String
    let task: Task

    /// For a person: `ada/strict/default`.
    var name: String { "\(user.text)/\(provider)/\(label)" }

    /// The sandbox's person behind the connection.
    var person: String { label == Connection.defaultLabel ? user.text : "\(user.text)-\(label)" }

    /// The connection as the sandbox has just made it.
    func connection(_ sandbox: SandboxServer) async throws -> Connection {
        var connection = Connection(provider: provider, label: label, generation: 1)
        if task == .exchange {
            let code = try await sandbox.control(
                "POST",
                "codes",
                ["provider": .string(provider), "user": .string(person)]
            )
            connection.pendingCode = PendingCode(
                code: Secret(code["code"]?.string ?? ""),
                redirectURI: Workplace.redirectURI,
                verifier: nil,
                receivedAt: Date()
            )
            return connection
        }
        let isInstagram = provider == "instagram"
        let day = 86_400
        let age = task == .read ? (isInstagram ? 5 * day : 600) : isInstagram ? 53 * day : 5 * day
        var order: JSONObject = [
            "provider": .string(provider), "user": .string(person),
            "issued_ago": .number(JSONNumber(age)),
            "authorized_ago": .number(JSONNumber(70 * day)),
        ]
        if !isInstagram { order["rotation"] = "always" }
        let grant = try await sandbox.control("POST", "grants", .object(order))
        connection.accountID = grant["account_id"]?.string
        func time(_ name: String) -> Date? { grant[name]?.string.flatMap(Timestamp.parse) }
        connection.grant = Grant(
            accessToken: grant["access_token"]?.string.map { Secret($0) },
            refreshToken: grant["refresh_token"]?.string.map { Secret($0) },
            scopes: grant["scopes"]?.array?.compactMap(\.string) ?? [],
            authorizedAt: time("authorized_at") ?? Date(),
            issuedAt: time("issued_at") ?? Date(),
            accessExpiresAt: time("access_expires_at"),
            refreshExpiresAt: time("refresh_expires_at"),
            extra: [:]
        )
        return connection
    }
}
