import HTTPTypes

/// `GET www.instagram.com/oauth/authorize`.
struct InstagramAuthorize: Sendable {
    let world: World

    /// Seconds a code lives.
    static let codeLife = 3600.0
    static let basicScope = "instagram_business_basic"
    /// The scopes of Instagram Login.
    static let scopes: Set<String> = [
        basicScope, "instagram_business_manage_insights", "instagram_business_content_publish",
        "instagram_business_manage_comments", "instagram_business_manage_messages",
    ]

    func answer(_ call: Call) -> Answer {
        guard call.method == .get else { return .html(ErrorPage.text(status: 405), status: 405) }
        guard call.query["client_id"] == world.settings.clientID else {
            return AuthorizationErrorPage.answer("Invalid platform app.")
        }
        guard let redirectURI = call.query["redirect_uri"], redirectRule.allows(redirectURI) else {
            return AuthorizationErrorPage.answer("Invalid redirect_uri.")
        }
        guard call.query["response_type"] == "code" else {
            return AuthorizationErrorPage.answer("Invalid response_type.")
        }
        let scopes = (call.query["scope"] ?? "").split { ", ".contains($0) }.map(String.init)
        guard !scopes.isEmpty, Self.scopes.isSuperset(of: scopes) else {
            return AuthorizationErrorPage.answer("Invalid scope.")
        }
        let request = Self.request(
            redirectURI: redirectURI,
            state: call.query["state"],
            scopes: scopes
        )
        return Consent(world: world).answer(request, call)
    }

    static func request(
        redirectURI: String,
        state: String?,
        scopes: [String]
    ) -> AuthorizationRequest {
        AuthorizationRequest(
            provider: .instagram,
            redirectURI: redirectURI,
            state: state,
            scopes: scopes,
            challenge: nil,
            codeLife: codeLife,
            ending: "#_"
        )
    }

    private var redirectRule: RedirectRule {
        RedirectRule(
            registered: world.settings.redirectURI,
            allowsLocalhost: true,
            ignoresLoopbackPort: false
        )
    }
}
