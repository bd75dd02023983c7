import Documents
import FoundationEssentials

/// A grant about to be entered with a past, as the control API asked.
struct GrantOpening: Sendable {
    let provider: Provider
    let person: Person
    let scopes: [String]
    let authorizedAt: Date
    let issuedAt: Date
    let condition: GrantCondition
    let rotation: Rotation?
    /// Credentials given by the caller; `nil` for those made by chance.
    var accessToken: String?
    var refreshToken: String?
    /// Seconds the access token lives; `nil` for what is the provider's own.
    var accessLife: Double?

    /// Enters the grant and its tokens; tells them by the names a connection file uses.
    func enter(in world: World) -> JSONValue {
        let access = accessToken ?? world.random.token(accessPrefix, length: 170)
        let refresh =
            provider == .instagram
            ? nil : refreshToken ?? world.random.token("AQ", length: 129)
        let accessExpiresAt = issuedAt.addingTimeInterval(accessLife ?? usualAccessLife)
        let refreshExpiresAt =
            provider == .strict
            ? issuedAt.addingTimeInterval(Double(StrictTokens.refreshLife)) : nil
        let id = world.book(of: provider).update { ledger in
            let id = ledger.open(person, scopes: scopes, authorizedAt: authorizedAt)
            ledger[id]?.condition = condition
            ledger[id]?.rotation = rotation
            ledger[id]?.generation = 1
            ledger.accessTokens[access] = AccessToken(
                grant: id,
                issuedAt: issuedAt,
                expiresAt: accessExpiresAt
            )
            if let refresh {
                ledger.refreshTokens[refresh] = RefreshToken(
                    grant: id,
                    issuedAt: issuedAt,
                    expiresAt: refreshExpiresAt
                )
            }
            return id
        }
        var answer: JSONObject = [
            "id": .number(JSONNumber(id)), "account_id": .string(accountID),
            "access_token": .string(access), "scopes": .array(scopes.map { .string($0) }),
            "authorized_at": .string(Timestamp.text(authorizedAt)),
            "issued_at": .string(Timestamp.text(issuedAt)),
            "access_expires_at": .string(Timestamp.text(accessExpiresAt)),
        ]
        if let refresh { answer["refresh_token"] = .string(refresh) }
        if let refreshExpiresAt {
            answer["refresh_expires_at"] = .string(Timestamp.text(refreshExpiresAt))
        }
        return .object(answer)
    }

    private var accessPrefix: String {
        switch provider {
        case .instagram: "IGAAL"
        case .spotify: "BQ"
        case .strict: "sat_"
        }
    }

    /// Seconds.
    private var usualAccessLife: Double {
        switch provider {
        case .instagram: Double(InstagramTokens.longLife)
        case .spotify: Double(SpotifyTokens.accessLife)
        case .strict: Double(StrictTokens.accessLife)
        }
    }

    /// The id the provider's profile tells.
    private var accountID: String {
        switch provider {
        case .instagram: String(InstagramAccount(person).accountID)
        case .spotify: SpotifyAccount(person, scopes, isDevelopmentMode: false).accountID
        case .strict: StrictUserInfo.subject(of: person)
        }
    }
}
