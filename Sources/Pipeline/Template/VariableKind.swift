/// What a template may name: the vocabulary, with where each word has a value.
enum VariableKind: String, Sendable, CaseIterable {
    case environment = "env"
    case server = "servers"
    case parameter = "param"
    case extra
    case clientID = "client.id"
    case clientSecret = "client.secret"
    case redirectURI = "client.redirect_uri"
    case code
    case codeVerifier = "code_verifier"
    case accessToken = "access_token"
    case refreshToken = "refresh_token"
    case accountID = "account.id"

    /// The variable a file means; `name` is what follows the first point, of `env.NAME` and such.
    func variable(name: String) -> TemplateVariable {
        switch self {
        case .environment: .environment(name)
        case .server: .server(name)
        case .parameter: .parameter(name)
        case .extra: .extra(name)
        case .clientID: .clientID
        case .clientSecret: .clientSecret
        case .redirectURI: .redirectURI
        case .code: .code
        case .codeVerifier: .codeVerifier
        case .accessToken: .accessToken
        case .refreshToken: .refreshToken
        case .accountID: .accountID
        }
    }

    /// Whether the kind is a family whose members have names: `${env.NAME}`.
    var takesName: Bool {
        switch self {
        case .environment, .server, .parameter, .extra: true
        default: false
        }
    }

    /// How a file writes it: `${env.NAME}`.
    var form: String { takesName ? "${\(rawValue).NAME}" : "${\(rawValue)}" }

    var places: Set<TemplatePlace> {
        switch self {
        case .environment: [.client]
        case .server: [.authorize, .exchange, .refresh, .revoke, .api]
        case .parameter: Set(TemplatePlace.allCases)
        case .extra: [.servers, .exchange, .refresh, .revoke, .api]
        case .clientID: [.authorize, .exchange, .refresh, .revoke, .api]
        case .clientSecret: [.exchange, .refresh, .revoke]
        case .redirectURI: [.authorize, .exchange, .refresh]
        case .code, .codeVerifier: [.exchange]
        case .accessToken, .refreshToken, .accountID: [.exchange, .refresh, .revoke, .api]
        }
    }

    /// One line for the reference.
    var summary: String {
        switch self {
        case .environment: "an environment variable"
        case .server: "a base URL of `servers`"
        case .parameter: "a value of the connection, declared in `parameters`"
        case .extra: "a value copied from the callback or from a token answer"
        case .clientID: "the app's id"
        case .clientSecret: "the app's secret"
        case .redirectURI: "where the provider sends the person back to"
        case .code: "the authorization code"
        case .codeVerifier: "the PKCE verifier (RFC 7636)"
        case .accessToken: "the newest access token; in an exchange, from the second step on"
        case .refreshToken: "the newest refresh token; in an exchange, from the second step on"
        case .accountID: "the account's id at the provider; in an exchange, from the second step on"
        }
    }
}

extension TemplateVariable {
    var kind: VariableKind {
        switch self {
        case .environment: .environment
        case .server: .server
        case .parameter: .parameter
        case .extra: .extra
        case .clientID: .clientID
        case .clientSecret: .clientSecret
        case .redirectURI: .redirectURI
        case .code: .code
        case .codeVerifier: .codeVerifier
        case .accessToken: .accessToken
        case .refreshToken: .refreshToken
        case .accountID: .accountID
        }
    }
}
