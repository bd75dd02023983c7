/// Where each status file lives, below `data/status/`.
package enum StatusPath {
    package static let heartbeat = "heartbeat.json"
    package static let limits = "limits.json"
    package static let index = "index.json"
    /// The dashboard's list, in parts.
    package static let indexFolder = "index"
    package static let indexSummary = "index/summary.json"
    package static let attention = "attention.json"
    /// Its beginning, for the dashboard.
    package static let indexAttention = "index/attention.json"
    package static let calendar = "attention.ics"
    package static let integrations = "api/integrations"
    package static let badges = "api/badges"

    /// All connections of a user.
    package static func user(_ user: String) -> String { "\(integrations)/\(user).json" }

    /// A user's connections at one provider.
    package static func connection(_ provider: String, _ user: String) -> String {
        "\(integrations)/\(provider)/\(user).json"
    }

    /// The badge of a user's first connection at one provider.
    package static func badge(_ provider: String, _ user: String) -> String {
        "\(badges)/\(provider)/\(user).svg"
    }

    /// The authorization link of a provider, for a static page.
    package static func login(_ provider: String) -> String { "api/auth/\(provider)/login.json" }

    /// The JSON Schema of a kind of file.
    package static func schema(_ kind: String) -> String { "schemas/\(kind).schema.json" }
}
