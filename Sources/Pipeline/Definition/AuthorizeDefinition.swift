/// The page a person is sent to (RFC 6749, section 4.1.1), and what comes back from it.
package struct AuthorizeDefinition: Sendable {
    /// A scope asked for, and why, in words for the person asked.
    package struct Scope: Hashable, Sendable {
        package var name: String
        package var reason: String?

        package init(name: String, reason: String?) {
            self.name = name
            self.reason = reason
        }
    }

    /// Proof Key for Code Exchange (RFC 7636).
    package enum PKCE: String, Sendable, CaseIterable {
        case s256 = "S256"
        case none
    }

    package var url: Template
    package var scopes: [Scope]
    package var scopeSeparator: String
    package var pkce: PKCE
    /// Sent beside `response_type`, `client_id`, `redirect_uri`, `scope`, `state`, and able to
    /// replace them.
    package var parameters: [NamedTemplate]
    /// Standard parameter name to the provider's own: `client_id` to `client_key`.
    package var renames: [String: String]
    /// Standard parameters that are left out.
    package var omitted: Set<String>
    /// The callback's query parameter that carries the code: `code`.
    package var codeParameter: String
    /// Text that is not part of a code and is cut off its end: Instagram's `#_`.
    package var codeSuffix: String?
    /// Callback query parameters kept in the grant: extra name to parameter name.
    package var copied: [String: String]
    /// What the callback's `iss` must be (RFC 9207); `nil` where the provider sends none.
    package var issuer: Template?

    package init(
        url: Template,
        scopes: [Scope],
        scopeSeparator: String,
        pkce: PKCE,
        parameters: [NamedTemplate],
        renames: [String: String],
        omitted: Set<String>,
        codeParameter: String,
        codeSuffix: String?,
        copied: [String: String],
        issuer: Template? = nil
    ) {
        self.url = url
        self.scopes = scopes
        self.scopeSeparator = scopeSeparator
        self.pkce = pkce
        self.parameters = parameters
        self.renames = renames
        self.omitted = omitted
        self.codeParameter = codeParameter
        self.codeSuffix = codeSuffix
        self.copied = copied
        self.issuer = issuer
    }
}
