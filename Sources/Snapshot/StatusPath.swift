/// Where each status file lives, below `data/status/`.
package enum StatusPath {
    package static let heartbeat = "heartbeat.json"
    package static let index = "index.json"
    package static let attention = "attention.json"
    package static let calendar = "attention.ics"
    package static let integrations = "api/integrations"

    /// All connections of a user.
    package static func user(_ user: String) -> String { "\(integrations)/\(user).json" }

    /// A user's connections at one provider.
    package static func connection(_ provider: String, _ user: String) -> String {
        "\(integrations)/\(provider)/\(user).json"
    }

    /// The authorization link of a provider, for a static page.
    package static func login(_ provider: String) -> String { "api/auth/\(provider)/login.json" }

    /// The JSON Schema of a kind of file.
    package static func schema(_ kind: String) -> String { "schemas/\(kind).schema.json" }
}
