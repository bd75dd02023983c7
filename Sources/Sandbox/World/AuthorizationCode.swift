import FoundationEssentials

/// What the provider knows of an authorization code it gave out.
struct AuthorizationCode: Sendable {
    let person: Person
    let redirectURI: String
    /// The S256 challenge (RFC 7636) of the authorization request, where it had one.
    let challenge: String?
    let scopes: [String]
    let issuedAt: Date
    let expiresAt: Date
    var isSpent = false
    /// How often a client has come with it, whatever became of that.
    var presentations = 0
    /// The grant it was exchanged for.
    var grant: Int?
}
