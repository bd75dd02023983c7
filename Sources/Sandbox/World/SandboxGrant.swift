import FoundationEssentials

/// One person's consent to the app, as the provider remembers it.
struct SandboxGrant: Sendable {
    /// The grant's place in its ledger.
    let id: Int
    let person: Person
    var scopes: [String]
    /// When the person consented; no refresh moves it.
    let authorizedAt: Date
    /// Whether the client proved itself by PKCE alone, without a secret.
    let isPublicClient: Bool
    var condition = GrantCondition.live
    /// Overrides how often a refresh brings a new refresh token.
    var rotation: Rotation?
    /// Grows with every answer that carried a token.
    var generation = 0
    var refreshes = 0
    /// Whether a spent refresh token or code came again and ended the grant.
    var isKilledByReuse = false
}
