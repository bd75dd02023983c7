import Vault

/// The forms that RFC 6749 and RFC 7009 prescribe, before a pipeline renames or adds to them.
package enum StandardForm: Sendable {
    /// RFC 6749, section 4.1.3, with RFC 7636, section 4.5.
    case exchange
    /// RFC 6749, section 6.
    case refresh
    /// RFC 7009, section 2.1.
    case revoke
    /// No form: calls with an access token.
    case none

    /// Names and values in the standard's order; a value that is not known is left out.
    func fields(_ values: TemplateValues) -> [(name: String, value: String)] {
        func known(_ pairs: [(String, String?)]) -> [(name: String, value: String)] {
            pairs.compactMap { name, value in value.map { (name, $0) } }
        }
        switch self {
        case .exchange:
            return known([
                ("grant_type", "authorization_code"), ("code", values.code?.reveal()),
                ("redirect_uri", values.client?.redirectURI),
                ("code_verifier", values.codeVerifier?.reveal()),
            ])
        case .refresh:
            return known([
                ("grant_type", "refresh_token"), ("refresh_token", values.refreshToken?.reveal()),
            ])
        case .revoke:
            let refresh = values.refreshToken?.reveal()
            return known([
                ("token", refresh ?? values.accessToken?.reveal()),
                ("token_type_hint", refresh == nil ? "access_token" : "refresh_token"),
            ])
        case .none:
            return []
        }
    }
}
