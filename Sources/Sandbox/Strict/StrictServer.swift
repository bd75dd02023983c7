import Documents
import FoundationEssentials
import HTTPTypes

/// A plain OAuth 2.0 provider by the letter: what comes twice ends the grant.
struct StrictServer: Sendable {
    private let world: World
    private let tokens: StrictTokens

    /// Seconds a code lives.
    static let codeLife = 600.0
    static let scopes: Set<String> = ["profile", "email", "offline_access"]

    init(world: World) {
        self.world = world
        tokens = StrictTokens(world: world)
    }

    func answer(_ call: Call) -> Answer {
        switch call.path {
        case "/authorize", "/oauth/authorize": authorize(call).at("/authorize")
        case "/token", "/oauth/token": tokens.answer(call).at("/token")
        case "/revoke", "/oauth/revoke": tokens.revoke(call).at("/revoke")
        case "/userinfo", "/me": StrictUserInfo(world: world).answer(call).at("/userinfo")
        default: .html(ErrorPage.text(status: 404), status: 404).at("(unknown)")
        }
    }

    private func authorize(_ call: Call) -> Answer {
        guard call.method == .get else { return .html(ErrorPage.text(status: 405), status: 405) }
        guard call.query.repeatedName == nil else {
            return AuthorizationErrorPage.answer("A parameter occurs twice.")
        }
        guard call.query["client_id"] == world.settings.clientID else {
            return AuthorizationErrorPage.answer("Unknown client.")
        }
        let rule = RedirectRule(
            registered: world.settings.redirectURI,
            allowsLocalhost: true,
            ignoresLoopbackPort: true
        )
        guard let redirectURI = call.query["redirect_uri"], rule.allows(redirectURI) else {
            return AuthorizationErrorPage.answer("Unknown redirect URI.")
        }
        let scopes = (call.query["scope"] ?? "profile").split(separator: " ").map(String.init)
        let challenge = call.query["code_challenge"]
        let request = Self.request(
            redirectURI: redirectURI,
            state: call.query["state"],
            scopes: scopes,
            challenge: challenge
        )
        guard let type = call.query["response_type"] else {
            return request.redirect([("error", "invalid_request")])
        }
        guard type == "code" else {
            return request.redirect([("error", "unsupported_response_type")])
        }
        guard Self.scopes.isSuperset(of: scopes) else {
            return request.redirect([("error", "invalid_scope")])
        }
        if let challenge {
            guard call.query["code_challenge_method"] == "S256",
                CodeChallenge.isChallenge(challenge)
            else { return request.redirect([("error", "invalid_request")]) }
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
            provider: .strict,
            redirectURI: redirectURI,
            state: state,
            scopes: scopes,
            challenge: challenge,
            codeLife: codeLife,
            ending: ""
        )
    }
}
