/// The format of a pipeline file, said once.
enum PipelineFormat {
    static let file = MappingShape(
        "pipeline",
        "Everything Latchkey knows about one provider.",
        [
            .optional(
                "provider",
                .scalar(.provider),
                "the provider's key in connection files, snapshots and options",
                default: "the file's name without `.yml`, and nothing else is taken",
                example: "instagram"
            ),
            .optional(
                "name",
                .scalar(.text),
                "the name people read",
                default: "the provider's key",
                example: "Instagram"
            ),
            .optional(
                "sunset",
                .scalar(.date),
                "the day the provider ends this API",
                example: "2027-01-01"
            ),
            .optional(
                "servers",
                .map(of: .scalar(.url(.servers)), names: .identifier),
                "base URLs by name, each replaceable with `--server PROVIDER.NAME=URL`",
                example: "api: https://api.spotify.com/v1"
            ),
            .required("client", .mapping(client), "the app's registration at the provider"),
            .optional(
                "parameters",
                .map(of: .mapping(parameter), names: .identifier),
                "what each connection brings: a host, a shop's name, credentials of its own"
            ),
            .required("authorize", .mapping(authorize), "the page a person is sent to"),
            .required(
                "exchange",
                .variants([exchangeSteps, exchange], lastIsDefault: true),
                "the call, or the calls, that turn a code into tokens"
            ),
            .optional(
                "refresh",
                .mapping(refresh),
                "how tokens are renewed; left out where the provider has no such call"
            ),
            .optional(
                "revoke",
                .mapping(revoke),
                "how a grant is ended at the provider; left out where it has no such call"
            ),
            .optional(
                "lifetimes",
                .mapping(lifetimes),
                "how long codes and tokens live, where the answers do not tell"
            ),
            .optional("api", .mapping(api), "what every call with an access token carries"),
            .optional(
                "profile",
                .variants([profileSteps, profile], lastIsDefault: true),
                "who the account is, read in one call or more"
            ),
            .optional(
                "collections",
                .map(of: .mapping(collection), names: .identifier),
                "lists read page by page: media, playlists, videos"
            ),
            .optional(
                "errors",
                .mapping(errors),
                "what the provider's failures mean",
                default: "the standard's token errors, and HTTP's statuses"
            ),
            .optional(
                "rate_limits",
                .mapping(rateLimits),
                "the provider's limits, and where its answers tell how much is left",
                default: "`Retry-After` is always read"
            ),
            .optional(
                "public",
                .list(of: .scalar(.text)),
                "the profile fields that snapshots may show",
                default: "none",
                example: "[id, username, followers]"
            ),
            .optional(
                "private",
                .scalar(.boolean),
                "whether whoever connects here is private: shown to nobody without their own link",
                default: "false"
            ),
        ]
    )

    static let client = MappingShape(
        "client",
        "The app's registration at the provider. Credentials come from the environment.",
        [
            .required(
                "id",
                .scalar(.template(.client)),
                "the app's id",
                example: "${env.SPOTIFY_CLIENT_ID}"
            ),
            .optional(
                "secret",
                .scalar(.template(.client)),
                "the app's secret, never written here itself",
                default: "none: a public client",
                example: "${env.SPOTIFY_CLIENT_SECRET}"
            ),
            .required(
                "redirect_uri",
                .scalar(.template(.client)),
                "where the provider sends the person back to, as registered there",
                example: "${env.SPOTIFY_REDIRECT_URI}"
            ),
            .optional(
                "auth",
                .choice(ClientDefinition.Authentication.self),
                "how token calls prove who the client is: in the body, by HTTP Basic, or not",
                default: "body, and none where there is no secret"
            ),
        ]
    )

    static let parameter = MappingShape(
        "parameter",
        "A value each connection brings, guarded by its pattern.",
        [
            .optional(
                "description",
                .scalar(.text),
                "one line for the person who is asked for it"
            ),
            .optional(
                "example",
                .scalar(.text),
                "a value that would do",
                example: "mastodon.social"
            ),
            .required(
                "pattern",
                .scalar(.pattern),
                "what the whole value must match, so that no call goes to a foreign host",
                example: "'[a-z0-9-]+(\\.[a-z0-9-]+)+'"
            ),
            .optional(
                "default",
                .scalar(.text),
                "used when a connection brings none",
                default: "the parameter is compulsory"
            ),
            .optional(
                "secret",
                .scalar(.boolean),
                "whether it is a credential, and never shown",
                default: "false"
            ),
        ]
    )

    static let lifetimes = MappingShape(
        "lifetimes",
        "The clocks of a grant. What an answer tells comes first.",
        [
            .optional(
                "code",
                .scalar(.duration),
                "how long an authorization code may be exchanged",
                default: "10m"
            ),
            .optional(
                "access",
                .scalar(.duration),
                "the access token's life where the answer does not tell",
                default: "without end"
            ),
            .optional(
                "refresh",
                .scalar(.duration),
                "the refresh token's life, from the latest answer that brought or renewed it",
                default: "without end"
            ),
            .optional(
                "absolute",
                .scalar(.duration),
                "the grant's life counted from the person's consent, which no refresh moves",
                default: "without end",
                example: "6mo"
            ),
        ]
    )
}
