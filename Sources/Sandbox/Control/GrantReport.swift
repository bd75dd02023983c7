import Documents
import FoundationEssentials

/// What the provider knows of a grant, without its tokens.
struct GrantReport: Sendable {
    let grant: SandboxGrant
    let ledger: GrantLedger
    let now: Date

    var value: JSONValue {
        [
            "id": .number(JSONNumber(grant.id)),
            "alive": .bool(isAlive),
            "state": .string(grant.condition.rawValue),
            "generation": .number(JSONNumber(grant.generation)),
            "refreshes": .number(JSONNumber(grant.refreshes)),
            "killed_by_reuse": .bool(grant.isKilledByReuse),
            "scopes": .array(grant.scopes.map { .string($0) }),
            "authorized_at": .string(Timestamp.text(grant.authorizedAt)),
            "access_expires_at": newestAccess.map { .string(Timestamp.text($0)) } ?? .null,
        ]
    }

    /// Whether some token the provider gave out can still be put to use.
    private var isAlive: Bool {
        guard grant.condition.isAlive else { return false }
        if let newestAccess, now < newestAccess { return true }
        return ledger.refreshTokens.values.contains { token in
            token.grant == grant.id && !token.isSpent && now < token.expiresAt ?? .distantFuture
        }
    }

    private var newestAccess: Date? {
        ledger.accessTokens.values.filter { $0.grant == grant.id }.map(\.expiresAt).max()
    }
}
