/// What became of a grant behind the client's back, as the control API names it.
enum GrantCondition: String, CaseIterable, Sendable {
    case live
    /// The person removed the app.
    case revoked
    /// The person must log in at the provider before the app may go on.
    case checkpoint
    case passwordChanged = "password_changed"
    case loggedOut = "logged_out"
    /// The account is not confirmed.
    case unconfirmed
    /// The provider restricted the account.
    case restricted
    /// The account's budget of calls is used up.
    case rateLimited = "rate_limited"
    /// The permission that everything else needs was withdrawn.
    case permissionLost = "permission_lost"

    /// Whether the provider still honours the grant, if not just now.
    var isAlive: Bool {
        switch self {
        case .live, .rateLimited, .permissionLost, .checkpoint: true
        case .revoked, .passwordChanged, .loggedOut, .unconfirmed, .restricted: false
        }
    }
}
