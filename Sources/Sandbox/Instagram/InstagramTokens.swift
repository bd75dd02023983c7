import Documents
import FoundationEssentials

/// The two token calls of `graph.instagram.com`, and who a token belongs to.
struct InstagramTokens: Sendable {
    let world: World

    /// Seconds a long-lived token lives, at most.
    static let longLife = 5_184_000
    /// Seconds a token must have before it may be refreshed.
    static let minimumAge = 86_400.0

    /// `GET /access_token`: a short-lived token for one of about 60 days.
    func exchange(_ call: Call) throws(GraphError) -> Answer {
        try require(call, grantType: "ig_exchange_token")
        guard let secret = call.query["client_secret"] else {
            throw GraphError.missingParameter("client_secret")
        }
        guard secret == world.settings.clientSecret else { throw GraphError.wrongSecret }
        let old = try token(of: call)
        return try renew(old) { token, _ throws(GraphError) in
            guard token.isShortLived else { throw GraphError.unsupported("get") }
        }
    }

    /// `GET /refresh_access_token`: 60 fresh days for a token at least a day old.
    func refresh(_ call: Call) throws(GraphError) -> Answer {
        try require(call, grantType: "ig_refresh_token")
        let old = try token(of: call)
        return try renew(old) { token, now throws(GraphError) in
            guard !token.isShortLived else { throw GraphError.unsupported("get") }
            guard now.timeIntervalSince(token.issuedAt) >= Self.minimumAge else {
                throw GraphError.tooYoung
            }
        }
    }

    /// The grant behind a call's token, which must be alive and allowed to read.
    ///
    /// Tells the account as soon as it is known, also when it throws.
    func holder(
        of call: Call,
        account: inout InstagramAccount?
    ) throws(GraphError) -> SandboxGrant {
        let text = try token(of: call)
        let now = world.clock.now
        let (token, grant) = try world.book(of: .instagram)
            .update { ledger throws(GraphError) in try Self.find(text, in: ledger) }
        account = InstagramAccount(grant.person)
        try Self.judge(token, grant, at: now)
        return grant
    }

    private func renew(
        _ old: String,
        allowed: (AccessToken, Date) throws(GraphError) -> Void
    ) throws(GraphError) -> Answer {
        let now = world.clock.now
        let life = Self.longLife - world.random.integer(below: 90)
        let fresh = world.random.token("IGAAL", length: 170)
        let keepsText = world.random.chance(0.25)
        let text = try world.book(of: .instagram).update { ledger throws(GraphError) in
            let (token, grant) = try Self.find(old, in: ledger)
            try Self.judge(token, grant, at: now)
            try allowed(token, now)
            // Which of the two comes is not promised: clients must store what they get.
            let isSame = keepsText && !token.isShortLived && grant.rotation != .always
            let text = isSame ? old : fresh
            ledger.accessTokens[text] = AccessToken(
                grant: grant.id,
                issuedAt: now,
                expiresAt: now.addingTimeInterval(Double(life))
            )
            ledger[grant.id]?.generation += 1
            if !token.isShortLived { ledger[grant.id]?.refreshes += 1 }
            return text
        }
        return .json([
            "access_token": .string(text), "token_type": "bearer",
            "expires_in": .number(JSONNumber(life)),
        ])
    }

    private func require(_ call: Call, grantType: String) throws(GraphError) {
        guard let given = call.query["grant_type"] else {
            throw GraphError.missingParameter("grant_type")
        }
        guard given == grantType else { throw GraphError.invalidParameter("grant_type") }
    }

    private func token(of call: Call) throws(GraphError) -> String {
        guard let text = call.query["access_token"] ?? call.bearerToken else {
            throw GraphError.missingToken
        }
        return text
    }

    private static func find(
        _ text: String,
        in ledger: GrantLedger
    ) throws(GraphError) -> (AccessToken, SandboxGrant) {
        guard let token = ledger.accessTokens[text], let grant = ledger[token.grant] else {
            throw GraphError.unreadableToken
        }
        return (token, grant)
    }

    private static func judge(
        _ token: AccessToken,
        _ grant: SandboxGrant,
        at now: Date
    ) throws(GraphError) {
        if let refusal = GraphError(grant.condition) { throw refusal }
        guard now < token.expiresAt else { throw GraphError.expiredToken }
        guard grant.scopes.contains(InstagramAuthorize.basicScope) else {
            throw GraphError.noPermission
        }
    }
}
