/// What a template may name.
package enum TemplateVariable: Hashable, Sendable {
    /// `${env.NAME}`: an environment variable; only under `client:`.
    case environment(String)
    /// `${servers.NAME}`: a base URL, overridable by name.
    case server(String)
    /// `${param.NAME}`: a value of the connection, guarded by its pattern.
    case parameter(String)
    /// `${extra.NAME}`: a value copied from the callback or a token answer, kept in the grant.
    case extra(String)
    /// `${client.id}`, `${client.secret}`, `${client.redirect_uri}`.
    case clientID, clientSecret, redirectURI
    /// `${code}`: the authorization code; only under `exchange:`.
    case code
    /// `${code_verifier}` (RFC 7636); only under `exchange:`.
    case codeVerifier
    /// `${access_token}`: the newest one, in a later step the one the step before brought.
    case accessToken
    /// `${refresh_token}`.
    case refreshToken
    /// `${account.id}`: the account's id at the provider.
    case accountID

    /// The name as a file writes it, without `${` and `}`.
    package var name: String {
        switch self {
        case .environment(let name): "env.\(name)"
        case .server(let name): "servers.\(name)"
        case .parameter(let name): "param.\(name)"
        case .extra(let name): "extra.\(name)"
        case .clientID: "client.id"
        case .clientSecret: "client.secret"
        case .redirectURI: "client.redirect_uri"
        case .code: "code"
        case .codeVerifier: "code_verifier"
        case .accessToken: "access_token"
        case .refreshToken: "refresh_token"
        case .accountID: "account.id"
        }
    }
}
