import Documents
import FoundationEssentials

/// Control calls about codes and grants.
struct ControlGrants: Sendable {
    let world: World

    /// `POST /sandbox/codes`: a code as if the person had just consented.
    func issueCode(_ order: ControlOrder) throws(ControlError) -> JSONValue {
        try order.allowOnly([
            "provider", "user", "redirect_uri", "code_challenge", "scopes", "issued_ago",
        ])
        let provider = try order.provider()
        let person = try order.person()
        let redirectURI =
            try order.text("redirect_uri") ?? world.settings.redirectURI
            ?? "http://127.0.0.1:8765/callback"
        let challenge = try order.text("code_challenge")
        if let challenge, !CodeChallenge.isChallenge(challenge) {
            throw ControlError("code_challenge must be 43 characters of base64url")
        }
        let scopes = try order.texts("scopes") ?? Self.usualScopes(of: provider)
        let request =
            switch provider {
            case .instagram:
                InstagramAuthorize.request(redirectURI: redirectURI, state: nil, scopes: scopes)
            case .spotify:
                SpotifyAuthorize.request(
                    redirectURI: redirectURI,
                    state: nil,
                    scopes: scopes,
                    challenge: challenge
                )
            case .strict:
                StrictServer.request(
                    redirectURI: redirectURI,
                    state: nil,
                    scopes: scopes,
                    challenge: challenge
                )
            }
        let age = try order.seconds("issued_ago") ?? 0
        let code = Consent(world: world).issueCode(for: person, request, age: age)
        return [
            "code": .string(code), "redirect_uri": .string(redirectURI),
            "issued_at": .string(Timestamp.text(world.clock.now.addingTimeInterval(-age))),
        ]
    }

    /// `POST /sandbox/grants`: a grant with a past, its tokens in the answer.
    func open(_ order: ControlOrder) throws(ControlError) -> JSONValue {
        try order.allowOnly([
            "provider", "user", "issued_ago", "authorized_ago", "state", "scopes", "rotation",
            "access_token", "refresh_token", "access_life",
        ])
        let provider = try order.provider()
        let person = try order.person()
        let state = try order.text("state") ?? "live"
        let isExpired = state == "expired"
        let condition: GrantCondition? = isExpired ? .live : try order.choice("state")
        let past = ExpiredPast(provider)
        let issued = try order.seconds("issued_ago") ?? (isExpired ? past.issued : 0)
        let authorized =
            try order.seconds("authorized_ago")
            ?? max(issued, isExpired ? past.authorized : 0)
        guard authorized >= issued else {
            throw ControlError("authorized_ago must be no less than issued_ago")
        }
        let rotation: Rotation? = try order.choice("rotation")
        let now = world.clock.now
        let opening = GrantOpening(
            provider: provider,
            person: person,
            scopes: try order.texts("scopes") ?? Self.usualScopes(of: provider),
            authorizedAt: now.addingTimeInterval(-authorized),
            issuedAt: now.addingTimeInterval(-issued),
            condition: condition ?? .live,
            rotation: rotation,
            accessToken: try order.token("access_token"),
            refreshToken: try order.token("refresh_token"),
            accessLife: try order.seconds("access_life")
        )
        return opening.enter(in: world)
    }

    /// `GET /sandbox/grants/{provider}/{user}`: what the provider thinks of them.
    func describe(_ provider: String, _ user: String) throws(ControlError) -> JSONValue {
        let (provider, person) = try subject(provider, user)
        let now = world.clock.now
        let grants = world.book(of: provider).update { ledger in
            ledger.grants(of: person).map { GrantReport(grant: $0, ledger: ledger, now: now).value }
        }
        return ["grants": .array(grants)]
    }

    /// `POST /sandbox/grants/{provider}/{user}`: what becomes of them now.
    func change(
        _ provider: String,
        _ user: String,
        _ order: ControlOrder
    ) throws(ControlError) -> JSONValue {
        try order.allowOnly(["state", "rotation"])
        let (known, person) = try subject(provider, user)
        let condition: GrantCondition? = try order.choice("state")
        let rotation: Rotation? = try order.choice("rotation")
        world.book(of: known).update { ledger in
            for grant in ledger.grants(of: person) {
                if let condition { ledger[grant.id]?.condition = condition }
                if let rotation { ledger[grant.id]?.rotation = rotation }
            }
        }
        return try describe(provider, user)
    }

    static func usualScopes(of provider: Provider) -> [String] {
        switch provider {
        case .instagram: [InstagramAuthorize.basicScope, "instagram_business_manage_insights"]
        case .spotify:
            ["user-read-private", "user-read-email", "user-top-read", "playlist-read-private"]
        case .strict: ["profile", "email"]
        }
    }

    private func subject(
        _ provider: String,
        _ user: String
    ) throws(ControlError) -> (Provider, Person) {
        guard let provider = Provider(rawValue: provider), let person = Person(user) else {
            throw ControlError("no such provider or person", status: 404)
        }
        return (provider, person)
    }
}
