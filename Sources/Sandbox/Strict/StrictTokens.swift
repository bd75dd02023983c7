import Documents
import FoundationEssentials
import HTTPTypes

/// The strict provider's token and revocation endpoints (RFC 6749 and 7009).
struct StrictTokens: Sendable {
    let world: World

    /// Seconds an access token lives.
    static let accessLife = 3600
    /// Seconds a refresh token lives unless it is used.
    static let refreshLife = 30 * 86_400

    func answer(_ call: Call) -> Answer {
        do throws(OAuthError) {
            return try grant(call)
                .with(.cacheControl, "no-store").with(.pragma, "no-cache")
        } catch {
            return error.answer.with(.cacheControl, "no-store")
        }
    }

    /// Ends the grant of a token; an unknown token is as good as revoked (RFC 7009, section 2.2).
    func revoke(_ call: Call) -> Answer {
        do throws(OAuthError) {
            let form = try form(of: call)
            try authenticate(call, form)
            guard let token = form["token"] else {
                throw OAuthError.invalidRequest("token is missing")
            }
            world.book(of: .strict).update { ledger in
                let id = ledger.refreshTokens[token]?.grant ?? ledger.accessTokens[token]?.grant
                if let id { ledger[id]?.condition = .revoked }
            }
            return Answer(type: "text/plain", body: [])
        } catch {
            return error.answer
        }
    }

    private func grant(_ call: Call) throws(OAuthError) -> Answer {
        let form = try form(of: call)
        try authenticate(call, form)
        switch form["grant_type"] {
        case nil: throw OAuthError.invalidRequest("grant_type is missing")
        case "authorization_code": return try exchange(form)
        case "refresh_token": return try refresh(form)
        default: throw OAuthError("unsupported_grant_type", "only codes and refresh tokens")
        }
    }

    private func form(of call: Call) throws(OAuthError) -> FormFields {
        guard call.method == .post else {
            throw OAuthError("invalid_request", "the method must be POST", status: 405)
        }
        guard let form = call.form else {
            throw OAuthError.invalidRequest(
                "the body must be application/x-www-form-urlencoded"
            )
        }
        if let name = form.repeatedName {
            throw OAuthError.invalidRequest("\(name) occurs twice")
        }
        return form
    }

    private func authenticate(_ call: Call, _ form: FormFields) throws(OAuthError) {
        let isHeader = call.headers[.authorization] != nil
        guard !(isHeader && form["client_secret"] != nil) else {
            throw OAuthError.invalidRequest("two ways of client authentication at once")
        }
        guard let client = ClientCredentials(call, form: form),
            client.id == world.settings.clientID, client.secret == world.settings.clientSecret
        else {
            var error = OAuthError("invalid_client", "client authentication failed", status: 401)
            error.asksForBasic = isHeader
            throw error
        }
    }

    private func exchange(_ form: FormFields) throws(OAuthError) -> Answer {
        guard let code = form["code"] else { throw OAuthError.invalidRequest("code is missing") }
        let redirectURI = form["redirect_uri"]
        let verifier = form["code_verifier"]
        let fresh = FreshTokens(world.random)
        let now = world.clock.now
        let grant = try world.book(of: .strict).update { ledger throws(OAuthError) in
            guard let entry = ledger.present(code) else {
                throw OAuthError.invalidGrant("unknown code")
            }
            guard !entry.isSpent else {
                // A code that comes twice was stolen once (RFC 6749, section 4.1.2).
                if let id = entry.grant { ledger.killForReuse(id) }
                throw OAuthError.invalidGrant("the code was used before")
            }
            ledger.codes[code]?.isSpent = true
            guard now < entry.expiresAt else { throw OAuthError.invalidGrant("the code expired") }
            guard entry.redirectURI == redirectURI else {
                throw OAuthError.invalidGrant("redirect_uri is not the code's")
            }
            try Self.check(verifier, against: entry.challenge)
            let id = ledger.open(entry.person, scopes: entry.scopes, authorizedAt: entry.issuedAt)
            ledger.codes[code]?.grant = id
            return try fresh.enter(for: id, in: &ledger, at: now)
        }
        return fresh.answer(scopes: grant.scopes)
    }

    private static func check(_ verifier: String?, against challenge: String?) throws(OAuthError) {
        switch (verifier, challenge) {
        case (nil, nil): return
        case (nil, _): throw OAuthError.invalidGrant("code_verifier is missing")
        case (_, nil): throw OAuthError.invalidGrant("the code was asked for without a challenge")
        case (let verifier?, let challenge?):
            guard CodeChallenge.isVerifier(verifier), CodeChallenge.of(verifier) == challenge
            else { throw OAuthError.invalidGrant("code_verifier does not fit the challenge") }
        }
    }

    private func refresh(_ form: FormFields) throws(OAuthError) -> Answer {
        guard let old = form["refresh_token"] else {
            throw OAuthError.invalidRequest("refresh_token is missing")
        }
        let asked = form["scope"]?.split(separator: " ").map(String.init)
        let fresh = FreshTokens(world.random)
        let now = world.clock.now
        let grant = try world.book(of: .strict).update { ledger throws(OAuthError) in
            guard let token = ledger.refreshTokens[old], let grant = ledger[token.grant] else {
                throw OAuthError.invalidGrant("unknown refresh token")
            }
            guard !token.isSpent else {
                ledger.killForReuse(grant.id)
                throw OAuthError.invalidGrant("the refresh token was used before; the grant ends")
            }
            guard grant.condition.isAlive else { throw OAuthError.invalidGrant("the grant ended") }
            guard now < token.expiresAt ?? .distantFuture else {
                throw OAuthError.invalidGrant("the refresh token expired")
            }
            guard Set(grant.scopes).isSuperset(of: asked ?? []) else {
                throw OAuthError("invalid_scope", "more scope than was granted")
            }
            ledger.refreshTokens[old]?.isSpent = true
            ledger[grant.id]?.refreshes += 1
            return try fresh.enter(for: grant.id, in: &ledger, at: now)
        }
        return fresh.answer(scopes: asked ?? grant.scopes)
    }
}
