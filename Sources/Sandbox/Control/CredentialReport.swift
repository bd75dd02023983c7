import Documents
import FoundationEssentials

/// What one code or token is worth at a provider, for tests that hold a client's copy against it.
struct CredentialReport: Sendable {
    let credential: String
    let ledger: GrantLedger
    let now: Date

    /// Answers `POST /sandbox/credentials`.
    static func answer(_ order: ControlOrder, in world: World) throws(ControlError) -> JSONValue {
        try order.allowOnly(["provider", "credential"])
        let provider = try order.provider()
        let credential = try order.required("credential")
        let now = world.clock.now
        return world.book(of: provider).update { ledger in
            CredentialReport(credential: credential, ledger: ledger, now: now).value
        }
    }

    var value: JSONValue {
        if let code = ledger.codes[credential] {
            return [
                "kind": "code", "usable": .bool(!code.isSpent && now < code.expiresAt),
                "presentations": .number(JSONNumber(code.presentations)),
            ]
        }
        if let token = ledger.refreshTokens[credential] {
            let isInTime = now < token.expiresAt ?? .distantFuture
            return [
                "kind": "refresh_token",
                "usable": .bool(!token.isSpent && isInTime && isAlive(token.grant)),
            ]
        }
        if let token = ledger.accessTokens[credential] {
            return [
                "kind": "access_token",
                "usable": .bool(now < token.expiresAt && isAlive(token.grant)),
            ]
        }
        return ["kind": "unknown", "usable": false]
    }

    private func isAlive(_ id: Int) -> Bool { ledger[id]?.condition.isAlive ?? false }
}
