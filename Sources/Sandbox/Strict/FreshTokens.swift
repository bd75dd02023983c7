import Documents
import FoundationEssentials

/// A pair of tokens about to be handed out by the strict provider.
struct FreshTokens: Sendable {
    let access: String
    let refresh: String

    init(_ random: SeededRandom) {
        access = random.token("sat_", length: 43)
        refresh = random.token("srt_", length: 43)
    }

    /// Enters the pair under a grant; tells the grant as it is then.
    func enter(
        for id: Int,
        in ledger: inout GrantLedger,
        at now: Date
    ) throws(OAuthError) -> SandboxGrant {
        ledger.accessTokens[access] = AccessToken(
            grant: id,
            issuedAt: now,
            expiresAt: now.addingTimeInterval(Double(StrictTokens.accessLife))
        )
        ledger.refreshTokens[refresh] = RefreshToken(
            grant: id,
            issuedAt: now,
            expiresAt: now.addingTimeInterval(Double(StrictTokens.refreshLife))
        )
        ledger[id]?.generation += 1
        guard let grant = ledger[id] else {
            throw OAuthError("server_error", "the grant is lost", status: 500)
        }
        return grant
    }

    /// The token answer, with the refresh token's life as its IETF draft has it.
    func answer(scopes: [String]) -> Answer {
        .json([
            "access_token": .string(access), "token_type": "Bearer",
            "expires_in": .number(JSONNumber(StrictTokens.accessLife)),
            "refresh_token": .string(refresh),
            "refresh_token_expires_in": .number(JSONNumber(StrictTokens.refreshLife)),
            "scope": .string(scopes.joined(separator: " ")),
        ])
    }
}
