import HTTPTypes

/// `GET accounts.spotify.com/authorize`.
struct SpotifyAuthorize: Sendable {
    let world: World

    /// Seconds a code lives.
    static let codeLife = 600.0
    static let scopes: Set<String> = [
        "user-read-private", "user-read-email", "user-top-read", "playlist-read-private",
        "playlist-read-collaborative", "user-read-recently-played", "user-follow-read",
        "user-library-read", "user-read-currently-playing", "user-read-playback-state",
    ]

    func answer(_ call: Call) -> Answer {
        guard call.method == .get else { return .html(ErrorPage.text(status: 405), status: 405) }
        guard call.query["client_id"] == world.settings.clientID else {
            return AuthorizationErrorPage.answer("INVALID_CLIENT: Invalid client")
        }
        guard let redirectURI = call.query["redirect_uri"], redirectRule.allows(redirectURI) else {
            return AuthorizationErrorPage.answer("INVALID_CLIENT: Invalid redirect URI")
        }
        let scopes = (call.query["scope"] ?? "").split(separator: " ").map(String.init)
        let challenge = call.query["code_challenge"]
        let request = Self.request(
            redirectURI: redirectURI,
            state: call.query["state"],
            scopes: scopes,
            challenge: challenge
        )
        guard call.query["response_type"] == "code" else {
            return request.redirect([("error", "unsupported_response_type")])
        }
        guard Self.scopes.isSuperset(of: scopes) else {
            return request.redirect([("error", "invalid_scope")])
        }
        if let challenge {
            guard call.query["code_challenge_method"] == "S256",
                CodeChallenge.isChallenge(challenge)
            else {
                return request.redirect([
                    ("error", "invalid_request"),
                    ("error_description", "code_challenge_method must be S256"),
                ])
            }
        }
        return Consent(world: world).answer(request, call)
    }

    static func request(
        redirectURI: String,
        state: String?,
        scopes: [String],
        challenge: String?
    ) -> AuthorizationRequest {
        AuthorizationRequest(
            provider: .spotify,
            redirectURI: redirectURI,
            state: state,
            scopes: scopes,
            challenge: challenge,
            codeLife: codeLife,
            ending: ""
        )
    }

    private var redirectRule: RedirectRule {
        RedirectRule(
            registered: world.settings.redirectURI,
            allowsLocalhost: false,
            ignoresLoopbackPort: true
        )
    }
}
