import Documents
import FoundationEssentials
import HTTPTypes

/// `POST accounts.spotify.com/api/token`: codes and refresh tokens for access tokens.
struct SpotifyTokens: Sendable {
    let world: World

    /// Seconds an access token lives.
    static let accessLife = 3600
    /// Months a grant lives from the person's consent, whatever is refreshed meanwhile.
    static let grantMonths = 6

    /// A token to be handed out, made before the ledger is locked.
    private struct Fresh {
        let access: String
        let refresh: String
        let wantsRotation: Bool
    }

    func answer(_ call: Call) -> Answer {
        do throws(OAuthError) {
            return try grant(call)
        } catch {
            return error.answer
        }
    }

    private func grant(_ call: Call) throws(OAuthError) -> Answer {
        guard call.method == .post else { throw OAuthError.invalidRequest("must be a POST") }
        let form = call.form ?? FormFields()
        guard let grantType = form["grant_type"] else {
            throw OAuthError("unsupported_grant_type", "grant_type parameter is missing")
        }
        let isPublic = try authenticate(call, form)
        switch grantType {
        case "authorization_code": return try exchange(form, isPublic: isPublic)
        case "refresh_token": return try refresh(form, isPublic: isPublic)
        default:
            throw OAuthError(
                "unsupported_grant_type",
                "grant_type must be client_credentials, authorization_code or refresh_token"
            )
        }
    }

    /// Whether the client is a public one, which has only PKCE to show.
    private func authenticate(_ call: Call, _ form: FormFields) throws(OAuthError) -> Bool {
        guard let client = ClientCredentials(call, form: form),
            client.id == world.settings.clientID
        else { throw OAuthError("invalid_client", "Invalid client") }
        guard let secret = client.secret else {
            guard !client.isBasic else {
                throw OAuthError("invalid_client", "Invalid client secret")
            }
            return true
        }
        guard secret == world.settings.clientSecret else {
            throw OAuthError("invalid_client", "Invalid client secret")
        }
        return false
    }

    private func exchange(_ form: FormFields, isPublic: Bool) throws(OAuthError) -> Answer {
        guard let code = form["code"] else {
            throw OAuthError.invalidRequest("code must be supplied")
        }
        guard let redirectURI = form["redirect_uri"] else {
            throw OAuthError.invalidRequest("redirect_uri must be supplied")
        }
        let verifier = form["code_verifier"]
        let now = world.clock.now
        let fresh = fresh(rotates: true)
        let grant = try world.book(of: .spotify).update { ledger throws(OAuthError) in
            guard let entry = ledger.present(code), !entry.isSpent else {
                throw OAuthError.invalidGrant("Invalid authorization code")
            }
            guard now < entry.expiresAt else {
                throw OAuthError.invalidGrant("Authorization code expired")
            }
            guard entry.redirectURI == redirectURI else {
                throw OAuthError.invalidGrant("Invalid redirect URI")
            }
            try Self.check(verifier, against: entry.challenge, isPublic: isPublic)
            let id = ledger.open(
                entry.person,
                scopes: entry.scopes,
                authorizedAt: entry.issuedAt,
                isPublicClient: isPublic
            )
            ledger.codes[code]?.isSpent = true
            ledger.codes[code]?.grant = id
            return try Self.enter(fresh, for: id, in: &ledger, at: now, rotates: true)
        }
        return tokenAnswer(fresh, grant, rotates: true)
    }

    private static func check(
        _ verifier: String?,
        against challenge: String?,
        isPublic: Bool
    ) throws(OAuthError) {
        guard let challenge else {
            guard !isPublic else { throw OAuthError("invalid_client", "Invalid client secret") }
            return
        }
        guard let verifier else {
            throw OAuthError.invalidRequest("code_verifier required")
        }
        guard CodeChallenge.isVerifier(verifier), CodeChallenge.of(verifier) == challenge else {
            throw OAuthError.invalidGrant("code_verifier was incorrect")
        }
    }

    private func refresh(_ form: FormFields, isPublic: Bool) throws(OAuthError) -> Answer {
        guard let old = form["refresh_token"] else {
            throw OAuthError.invalidRequest("refresh_token must be supplied")
        }
        let now = world.clock.now
        let fresh = fresh(rotates: false)
        let (grant, rotates) = try world.book(of: .spotify).update { ledger throws(OAuthError) in
            guard let token = ledger.refreshTokens[old], let grant = ledger[token.grant],
                grant.isPublicClient == isPublic
            else { throw OAuthError.invalidGrant("Invalid refresh token") }
            guard !token.isSpent, grant.condition.isAlive, grant.condition != .checkpoint else {
                throw OAuthError.invalidGrant("Refresh token revoked")
            }
            guard now < Timestamp.adding(months: Self.grantMonths, to: grant.authorizedAt) else {
                throw OAuthError.invalidGrant("Refresh token expired")
            }
            // A public client's refresh token is good for one use.
            let rotates = isPublic || rotation(of: grant, fresh)
            if rotates { ledger.refreshTokens[old]?.isSpent = true }
            ledger[grant.id]?.refreshes += 1
            return (
                try Self.enter(fresh, for: grant.id, in: &ledger, at: now, rotates: rotates),
                rotates
            )
        }
        return tokenAnswer(fresh, grant, rotates: rotates)
    }

    private func rotation(of grant: SandboxGrant, _ fresh: Fresh) -> Bool {
        switch grant.rotation ?? world.settings.rotation {
        case .never: false
        case .sometimes: fresh.wantsRotation
        case .always: true
        }
    }

    private func fresh(rotates: Bool) -> Fresh {
        Fresh(
            access: world.random.token("BQ", length: 180),
            refresh: world.random.token("AQ", length: 129),
            wantsRotation: rotates || world.random.chance(0.25)
        )
    }

    private static func enter(
        _ fresh: Fresh,
        for id: Int,
        in ledger: inout GrantLedger,
        at now: Date,
        rotates: Bool
    ) throws(OAuthError) -> SandboxGrant {
        ledger.accessTokens[fresh.access] = AccessToken(
            grant: id,
            issuedAt: now,
            expiresAt: now.addingTimeInterval(Double(accessLife))
        )
        if rotates {
            ledger.refreshTokens[fresh.refresh] = RefreshToken(
                grant: id,
                issuedAt: now,
                expiresAt: nil
            )
        }
        ledger[id]?.generation += 1
        guard let grant = ledger[id] else { throw OAuthError("server_error", "", status: 500) }
        return grant
    }

    private func tokenAnswer(_ fresh: Fresh, _ grant: SandboxGrant, rotates: Bool) -> Answer {
        var body: JSONObject = [
            "access_token": .string(fresh.access), "token_type": "Bearer",
            "expires_in": .number(JSONNumber(Self.accessLife)),
        ]
        if rotates { body["refresh_token"] = .string(fresh.refresh) }
        body["scope"] = .string(grant.scopes.joined(separator: " "))
        return .json(.object(body))
    }
}
