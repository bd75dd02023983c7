/// What one file in `pipelines/` means: everything Latchkey knows about one provider.
///
/// A value of this type has been checked whole: templates name known variables, steps can be
/// reached, durations and JSONPath queries are well formed.
package struct PipelineDefinition: Sendable {
    /// The provider's key in connection files, snapshots and options: `instagram`.
    package var provider: String
    /// The name people read: `Instagram`.
    package var name: String
    /// The file it was read from.
    package var path: String
    /// The day the provider ends this API, `YYYY-MM-DD`; `nil` when it is not announced.
    package var sunset: String?
    /// Base URLs by name, each replaceable with `--server PROVIDER.NAME=URL`.
    package var servers: [String: Template]
    package var client: ClientDefinition
    /// What each connection brings: a host, a shop name, credentials of its own.
    package var parameters: [ParameterDefinition]
    package var authorize: AuthorizeDefinition
    /// The calls that turn a code into a grant, in order; at least one.
    package var exchange: [TokenStep]
    /// How a grant is renewed; `nil` where the provider has no such call.
    package var refresh: RefreshDefinition?
    /// How a grant is ended at the provider (RFC 7009 or its own way); `nil` where it has none.
    package var revoke: RequestDefinition?
    package var lifetimes: Lifetimes
    /// What every call with an access token carries.
    package var api: APIDefinition
    package var profile: ProfileDefinition?
    package var collections: [CollectionDefinition]
    package var errors: ErrorTables
    package var rateLimits: RateLimitDefinition
    /// The allow-list: profile fields a snapshot may show, in the file's order.
    package var publicFields: [String]
    /// Whether whoever is connected here is private: shown to nobody without their own link.
    package var isPrivate = false

    package init(
        provider: String,
        name: String,
        path: String,
        sunset: String?,
        servers: [String: Template],
        client: ClientDefinition,
        parameters: [ParameterDefinition],
        authorize: AuthorizeDefinition,
        exchange: [TokenStep],
        refresh: RefreshDefinition?,
        revoke: RequestDefinition?,
        lifetimes: Lifetimes,
        api: APIDefinition,
        profile: ProfileDefinition?,
        collections: [CollectionDefinition],
        errors: ErrorTables,
        rateLimits: RateLimitDefinition,
        publicFields: [String]
    ) {
        self.provider = provider
        self.name = name
        self.path = path
        self.sunset = sunset
        self.servers = servers
        self.client = client
        self.parameters = parameters
        self.authorize = authorize
        self.exchange = exchange
        self.refresh = refresh
        self.revoke = revoke
        self.lifetimes = lifetimes
        self.api = api
        self.profile = profile
        self.collections = collections
        self.errors = errors
        self.rateLimits = rateLimits
        self.publicFields = publicFields
    }
}
