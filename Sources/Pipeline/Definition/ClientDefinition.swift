package import Documents

/// The app's registration at the provider (RFC 6749, section 2).
package struct ClientDefinition: Sendable {
    /// How a token call proves who the client is (RFC 6749, section 2.3.1).
    package enum Authentication: String, Sendable, CaseIterable {
        /// `client_id` and `client_secret` in the body.
        case body
        /// An `Authorization: Basic` header.
        case basic
        /// A public client: `client_id` alone, in the body.
        case none
    }

    package var id: Template
    /// `nil` for a public client.
    package var secret: Template?
    package var redirectURI: Template
    package var authentication: Authentication
    /// Where the `client:` mapping stands, for messages about it.
    package var location: SourceLocation

    package init(
        id: Template,
        secret: Template?,
        redirectURI: Template,
        authentication: Authentication,
        location: SourceLocation
    ) {
        self.id = id
        self.secret = secret
        self.redirectURI = redirectURI
        self.authentication = authentication
        self.location = location
    }
}
