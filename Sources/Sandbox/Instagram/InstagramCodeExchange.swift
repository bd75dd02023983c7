import Documents
import FoundationEssentials
import HTTPTypes

/// `POST api.instagram.com/oauth/access_token`: a code for a token that lives an hour.
struct InstagramCodeExchange: Sendable {
    let world: World

    /// Seconds a short-lived token lives.
    static let shortLife = 3600.0

    func answer(_ call: Call) -> Answer {
        do throws(InstagramCodeError) {
            return try exchange(call)
        } catch {
            return error.answer
        }
    }

    private func exchange(_ call: Call) throws(InstagramCodeError) -> Answer {
        guard call.method == .post else {
            throw InstagramCodeError("Unsupported request - method type: get")
        }
        let form = fields(of: call)
        for name in ["client_id", "client_secret", "grant_type", "redirect_uri", "code"] {
            guard form[name] != nil else {
                throw InstagramCodeError("Missing required field \(name)")
            }
        }
        guard form["client_id"] == world.settings.clientID else {
            throw InstagramCodeError("Invalid platform app")
        }
        guard form["client_secret"] == world.settings.clientSecret else {
            throw InstagramCodeError("Error validating client secret.")
        }
        guard form["grant_type"] == "authorization_code" else {
            throw InstagramCodeError("Invalid grant_type: \(form["grant_type"] ?? "")")
        }
        let token = world.random.token("IGAAS", length: 150)
        let grant = try spend(
            form["code"] ?? "",
            redirectURI: form["redirect_uri"] ?? "",
            for: token
        )
        return tokenAnswer(token, grant)
    }

    /// The form, of either encoding; JSON and anything else is not looked into.
    private func fields(of call: Call) -> FormFields {
        if let form = call.form { return form }
        guard let type = call.headers[.contentType], let boundary = FormFields.boundary(in: type)
        else { return FormFields() }
        return FormFields(multipart: call.body, boundary: boundary)
    }

    private func spend(
        _ code: String,
        redirectURI: String,
        for token: String
    ) throws(InstagramCodeError) -> SandboxGrant {
        let now = world.clock.now
        return try world.book(of: .instagram).update { ledger throws(InstagramCodeError) in
            guard let entry = ledger.present(code), !entry.isSpent, now < entry.expiresAt else {
                throw InstagramCodeError(
                    "Matching code was not found or was already used"
                )
            }
            guard entry.redirectURI == redirectURI else {
                throw InstagramCodeError(
                    "Error validating verification code. Please make sure your redirect_uri is"
                        + " identical to the one you used in the OAuth dialog request"
                )
            }
            let id = ledger.open(entry.person, scopes: entry.scopes, authorizedAt: entry.issuedAt)
            ledger.codes[code]?.isSpent = true
            ledger.codes[code]?.grant = id
            ledger.accessTokens[token] = AccessToken(
                grant: id,
                issuedAt: now,
                expiresAt: now.addingTimeInterval(Self.shortLife),
                isShortLived: true
            )
            ledger[id]?.generation += 1
            guard let grant = ledger[id] else { throw InstagramCodeError("Unknown error") }
            return grant
        }
    }

    private func tokenAnswer(_ token: String, _ grant: SandboxGrant) -> Answer {
        let account = InstagramAccount(grant.person)
        let permissions = JSONValue.string(grant.scopes.joined(separator: ","))
        if world.settings.shape.isEnveloped(world.random) {
            return .json([
                "data": [
                    [
                        "access_token": .string(token),
                        "user_id": .string(String(account.scopedID)), "permissions": permissions,
                    ]
                ]
            ])
        }
        let list = JSONValue.array(grant.scopes.map { .string($0) })
        let isList = world.settings.shape == .flat || world.random.chance(0.5)
        return .json([
            "access_token": .string(token), "user_id": .number(JSONNumber(account.scopedID)),
            "permissions": isList ? list : permissions,
        ])
    }
}
