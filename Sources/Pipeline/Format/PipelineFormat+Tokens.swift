extension PipelineFormat {
    static let exchangeSteps = MappingShape(
        "exchange in steps",
        "Several calls in order: the last access token is the connection's.",
        [
            .required(
                "steps",
                .list(of: .mapping(exchangeStep)),
                "the calls, in order"
            )
        ]
    )

    static let exchange = MappingShape(
        "exchange",
        "The call that turns a code into tokens (RFC 6749, section 4.1.3).",
        tokenCall(.exchange, StandardParameters.exchange) + [answerKey]
    )

    static let exchangeStep = MappingShape(
        "exchange step",
        "One call of several. It takes the keys of `exchange` too.",
        [
            .optional(
                "name",
                .scalar(.text),
                "the step's name in messages",
                default: "its number",
                example: "short-lived"
            )
        ],
        shared: exchange.keys
    )

    static let refresh = MappingShape(
        "refresh",
        "How tokens are renewed (RFC 6749, section 6, or the provider's own way).",
        [
            .optional(
                "uses",
                .choice(RefreshDefinition.Credential.self),
                "the credential the call presents",
                default: "refresh_token"
            ),
            .optional(
                "rotates",
                .choice(RefreshDefinition.Rotation.self),
                "whether an answer brings a new refresh token that replaces the old one",
                default: "sometimes"
            ),
            .optional(
                "min_age",
                .scalar(.duration),
                "the age under which the provider renews no token",
                example: "24h"
            ),
            .optional(
                "window",
                .scalar(.duration),
                "tokens are renewed once no more than this is left of them",
                default: "10d"
            ),
        ] + tokenCall(.refresh, StandardParameters.refresh) + [answerKey]
    )

    static let revoke = MappingShape(
        "revoke",
        "How a grant is ended at the provider (RFC 7009, or the provider's own way).",
        tokenCall(.revoke, StandardParameters.revoke)
    )

    static let answer = MappingShape(
        "answer",
        "Where a token answer keeps each value (RFC 6749, section 5.1).",
        [
            .optional(
                "access_token",
                .either([.scalar(.path), .list(of: .scalar(.path), atLeast: 0)]),
                "the access token; `[]` where a step brings none and the one before stays",
                default: "$.access_token",
                example: "['$.data[0].access_token', $.access_token]"
            ),
            .optional(
                "refresh_token",
                .either([.scalar(.path), .list(of: .scalar(.path), atLeast: 0)]),
                "the refresh token; where an answer has none, the one before stays",
                default: "$.refresh_token"
            ),
            .optional(
                "expires",
                expiry,
                "when the access token ends: seconds, or each place with how it writes it",
                default: "`$.expires_in` in seconds, then `$.expires_at`",
                example: "{path: $.expireTime, as: iso8601}"
            ),
            .optional(
                "refresh_expires",
                expiry,
                "when the refresh token ends",
                default: "`$.refresh_token_expires_in` or `$.refresh_expires_in` in seconds, "
                    + "then `$.refresh_token_expires_at`"
            ),
            .optional(
                "scope",
                pick,
                "the rights granted: a list, or text split at spaces and commas",
                default: "$.scope"
            ),
            .optional("account_id", pick, "the account's id at the provider", default: "none"),
            .optional(
                "copy",
                .map(of: pick, names: .identifier),
                "values kept as `${extra.NAME}`, by the name they get",
                example: "instance_url: $.instance_url"
            ),
        ]
    )

    static let expirySource = MappingShape(
        "expiry",
        "A place in an answer that tells when something ends.",
        [
            .required("path", pick, "where the value is"),
            .optional(
                "as",
                .choice(ExpiryPick.Kind.self),
                "how it is written: a span (0 is without end) or a moment",
                default: "seconds"
            ),
        ]
    )

    static let expiry: Shape = .oneOrMore(.either([.scalar(.path), .mapping(expirySource)]))

    static let pick = Shape.pick

    private static let answerKey = ShapeKey.optional(
        "answer",
        .mapping(answer),
        "where the answer keeps each value",
        default: "the standard's names"
    )

    /// The keys of a call to a token endpoint.
    private static func tokenCall(_ place: TemplatePlace, _ standard: [String]) -> [ShapeKey] {
        let url = Shape.scalar(.url(place))
        let summary = "the address called"
        return [
            place == .refresh
                ? .optional("url", url, summary, default: "that of the first call of `exchange`")
                : .required("url", url, summary),
            methodKey(default: "POST"),
            .optional(
                "auth",
                .either([
                    .scalar(.choice(["client", "none"])),
                    .mapping(basic(place)),
                ]),
                "how the call proves who the client is",
                default: "client: as `client.auth` says"
            ),
            .optional(
                "params",
                .map(of: .scalar(.template(place)), names: .provider),
                "sent beside the standard's form, or in place of parameters of the same name"
            ),
            .optional(
                "rename",
                .map(of: .scalar(.text), names: .choice(standard)),
                "a standard parameter's name to the provider's own",
                example: "client_id: client_key"
            ),
            .optional(
                "omit",
                .list(of: .scalar(.choice(standard))),
                "standard parameters that are not sent"
            ),
        ] + contentKeys(place, form: "the standard's form") + outcomeKeys
    }

    private static func basic(_ place: TemplatePlace) -> MappingShape {
        MappingShape(
            "basic",
            "HTTP Basic with a user and a password of the file's choice.",
            [
                .required(
                    "user",
                    .scalar(.template(place)),
                    "the user",
                    example: "${client.secret}"
                ),
                .optional(
                    "password",
                    .scalar(.template(place)),
                    "the password",
                    default: "empty"
                ),
            ]
        )
    }
}
