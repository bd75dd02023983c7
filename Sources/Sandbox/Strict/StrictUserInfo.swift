import Documents
import HTTPTypes

/// The strict provider's profile, with Bearer challenges (RFC 6750, section 3) and conditional answers.
struct StrictUserInfo: Sendable {
    let world: World

    func answer(_ call: Call) -> Answer {
        guard call.method == .get else { return .html(ErrorPage.text(status: 405), status: 405) }
        guard let text = call.bearerToken else { return refusal(nil, status: 401) }
        let now = world.clock.now
        let grant = world.book(of: .strict).update { ledger -> SandboxGrant? in
            guard let token = ledger.accessTokens[text], now < token.expiresAt else { return nil }
            return ledger[token.grant]
        }
        guard let grant else { return refusal("invalid_token", status: 401) }
        switch grant.condition {
        case .live: break
        case .rateLimited:
            return .json(["error": "too_many_requests"], status: 429).with(.retryAfter, "120")
        case .permissionLost: return refusal("insufficient_scope", status: 403)
        default: return refusal("invalid_token", status: 401)
        }
        let person = grant.person
        // Above 2^53 and odd, as a number: a client that reads doubles gets it wrong.
        var profile: JSONObject = [
            "sub": .string(Self.subject(of: person)),
            "id": .number(JSONNumber(Int(person.bits >> 2) | 1)),
            "preferred_username": .string(person.name), "name": .string(person.displayName),
        ]
        if grant.scopes.contains("email") {
            profile["email"] = .string("\(person.name)@mail.example")
        }
        return Answer.json(.object(profile)).named(askedBut: call.headers[.ifNoneMatch])
    }

    /// The person's id at this provider.
    static func subject(of person: Person) -> String { String(person.bits | 1) }

    private func refusal(_ error: String?, status: Int) -> Answer {
        let challenge = error.map { "Bearer error=\"\($0)\"" } ?? "Bearer"
        return .json(["error": .string(error ?? "missing_token")], status: status)
            .with(.wwwAuthenticate, challenge)
    }
}
