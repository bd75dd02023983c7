import ArgumentParser
import Documents

/// What a seeded connection is like when a sync comes upon it.
enum SeedState: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// A code that waits to be exchanged.
    case freshCode = "fresh_code"
    /// Nothing is due.
    case healthy
    /// A refresh is due and will work.
    case due
    /// A refresh is due and brings a new token in the old one's place.
    case dueRotating = "due_rotating"
    /// Past its end.
    case expired
    /// The person removed the app.
    case revoked
    /// The account's budget of calls is used up.
    case rateLimited = "rate_limited"

    /// What the control API is asked for; ages in seconds.
    func order(for provider: Provider) -> JSONObject {
        let day = 86_400
        // Instagram's tokens live 60 days, the others' access tokens an hour.
        let recent = provider == .instagram ? 5 * day : 600
        let old = provider == .instagram ? 53 * day : 5 * day
        var order: JSONObject = [
            "issued_ago": .number(JSONNumber(recent)),
            "authorized_ago": .number(JSONNumber(70 * day)),
        ]
        switch self {
        case .freshCode, .healthy: break
        case .due: order["issued_ago"] = .number(JSONNumber(old))
        case .dueRotating:
            order["issued_ago"] = .number(JSONNumber(old))
            order["rotation"] = "always"
        case .expired: order = ["state": "expired"]
        case .revoked: order["state"] = "revoked"
        case .rateLimited: order["state"] = "rate_limited"
        }
        return order
    }
}
