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
    ///
    /// A private person's has the key of their page as well: without it they could connect, and not
    /// see what became of it.
    package func link(to site: String, token: String, pageKey: PageKey? = nil) -> String {
        let key = pageKey.map { "&k=\($0.text.reveal())" } ?? ""
        return "\(site)integrations.html?user=\(user)#i=\(token)\(key)"
    }

    /// The token in a link, or the text itself where it is none.
    package static func token(inLink text: String) -> String {
        guard let mark = text.firstIndex(of: "#") else { return text }
        let members = text[text.index(after: mark)...].split(separator: "&")
        return members.first { $0.hasPrefix("i=") }.map { String($0.dropFirst(2)) } ?? text
    }
}
