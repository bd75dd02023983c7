package import FoundationEssentials
package import Vault

/// What lets a person connect an account in a user's name, once (the claims of RFC 7519).
package struct Invitation: Hashable, Sendable {
    /// Unguessable; what makes it count once (`jti`).
    package var id: String
    /// Whose it is (`sub`).
    package var user: UserID
    /// The one provider it is for; `nil` for any.
    package var provider: String?
    /// The one connection it is for; `nil` for any.
    package var label: String?
    /// How to call the person.
    package var name: String?
    /// The site it belongs to (`iss`).
    package var issuer: String
    /// When it was made (`iat`), to the second.
    package var issuedAt: Date
    /// From then on it counts no more (`exp`), to the second.
    package var endsAt: Date

    /// What kind of token it is (`typ`).
    static let type = "latchkey-invitation+jwt"

    /// The longest token that is read, in bytes.
    static let sizeLimit = 4096

    /// The longest life an invitation may have.
    package static let longestLife: TimeInterval = 90 * 86_400

    package init(
        id: String,
        user: UserID,
        provider: String? = nil,
        label: String? = nil,
        name: String? = nil,
        issuer: String,
        issuedAt: Date,
        endsAt: Date
    ) {
        self.id = id
        self.user = user
        self.provider = provider
        self.label = label
        self.name = name
        self.issuer = issuer
        self.issuedAt = issuedAt
        self.endsAt = endsAt
    }

    /// Whether it lets this connection be made or ended.
    package func covers(provider: String, label: String) -> Bool {
        (self.provider ?? provider) == provider && (self.label ?? label) == label
    }

    /// The page's address with the invitation in the fragment, which no browser sends to a host.
    package func link(to site: String, token: String) -> String {
        "\(site)integrations.html?user=\(user)#i=\(token)"
    }
}
