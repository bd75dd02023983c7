/// What one file in `pipelines/` means: everything Latchkey knows about one provider.
///
/// A value of this type has been checked whole: templates name known variables, steps can be
/// reached, durations and JSONPath queries are well formed. It never changes, so that the thousands of
/// connections of a run share one.
package final class PipelineDefinition: Sendable {
    /// The provider's key in connection files, snapshots and options: `instagram`.
    package let provider: String
    /// The name people read: `Instagram`.
    package let name: String
    /// The file it was read from.
    package let path: String
    /// The day the provider ends this API, `YYYY-MM-DD`; `nil` when it is not announced.
    package let sunset: String?
    /// Base URLs by name, each replaceable with `--server PROVIDER.NAME=URL`.
    package let servers: [String: Template]
    package let client: ClientDefinition
    /// What each connection brings: a host, a shop name, credentials of its own.
    package let parameters: [ParameterDefinition]
    package let authorize: AuthorizeDefinition
    /// The calls that turn a code into a grant, in order; at least one.
    package let exchange: [TokenStep]
    /// How a grant is renewed; `nil` where the provider has no such call.
    package let refresh: RefreshDefinition?
    /// How a grant is ended at the provider (RFC 7009 or its own way); `nil` where it has none.
    package let revoke: RequestDefinition?
    package let lifetimes: Lifetimes
    /// What every call with an access token carries.
    package let api: APIDefinition
    package let profile: ProfileDefinition?
    package let collections: [CollectionDefinition]
    package let errors: ErrorTables
    package let rateLimits: RateLimitDefinition
    /// The allow-list: profile fields a snapshot may show, in the file's order.
    package let publicFields: [String]
    /// The profile's fields that are on it, in the order of its steps.
    package let shownFields: [FieldDefinition]
    /// Whether whoever is connected here is private: shown to nobody without their own link.
    package let isPrivate: Bool

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
        publicFields: [String],
        isPrivate: Bool
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
        let shown = Set(publicFields)
        shownFields = (profile?.steps ?? []).flatMap(\.fields).filter { shown.contains($0.name) }
        self.isPrivate = isPrivate
    }

    /// The same provider, of which other data is read.
    package func reading(
        _ profile: ProfileDefinition?,
        _ collections: [CollectionDefinition]
    ) -> PipelineDefinition {
        PipelineDefinition(
            provider: provider,
            name: name,
            path: path,
            sunset: sunset,
            servers: servers,
            client: client,
            parameters: parameters,
            authorize: authorize,
            exchange: exchange,
            refresh: refresh,
            revoke: revoke,
            lifetimes: lifetimes,
            api: api,
            profile: profile,
            collections: collections,
            errors: errors,
            rateLimits: rateLimits,
            publicFields: publicFields,
            isPrivate: isPrivate
        )
    }
}
