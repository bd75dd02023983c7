/// What every call with an access token carries.
package struct APIDefinition: Sendable {
    /// The `Authorization` header's value, `Bearer ${access_token}` (RFC 6750) by default; `nil`
    /// where the token travels elsewhere and the steps say so.
    package var authorization: Template?
    package var headers: [NamedTemplate]

    package init(authorization: Template?, headers: [NamedTemplate]) {
        self.authorization = authorization
        self.headers = headers
    }
}
