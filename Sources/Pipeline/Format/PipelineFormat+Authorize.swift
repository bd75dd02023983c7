extension PipelineFormat {
    static let authorize = MappingShape(
        "authorize",
        "The page a person is sent to (RFC 6749, section 4.1.1), and what comes back from it.",
        [
            .required(
                "url",
                .scalar(.url(.authorize)),
                "the page's address",
                example: "https://accounts.spotify.com/authorize"
            ),
            .optional(
                "scopes",
                .either([
                    .list(of: .scalar(.text)),
                    .map(of: .scalar(.text), names: .provider),
                ]),
                "the rights asked for: a list, or each with why it is needed",
                default: "none",
                example: "user-read-private: to show the profile's name and picture"
            ),
            .optional(
                "scope_separator",
                .scalar(.text),
                "what stands between scopes",
                default: "a space"
            ),
            .optional(
                "pkce",
                .choice(AuthorizeDefinition.PKCE.self),
                "Proof Key for Code Exchange (RFC 7636)",
                default: "S256"
            ),
            .optional(
                "params",
                .map(of: .scalar(.template(.authorize)), names: .provider),
                "sent beside the standard's parameters, or in place of those of the same name",
                example: "access_type: offline"
            ),
            .optional(
                "rename",
                .map(of: .scalar(.text), names: .choice(StandardParameters.authorize)),
                "a standard parameter's name to the provider's own",
                example: "client_id: client_key"
            ),
            .optional(
                "omit",
                .list(
                    of: .scalar(
                        .choice(
                            StandardParameters.authorize.filter {
                                $0 != StandardParameters.indispensable
                            }
                        )
                    )
                ),
                "standard parameters that are not sent"
            ),
            .optional(
                "code_param",
                .scalar(.text),
                "the callback's parameter that carries the code",
                default: "code"
            ),
            .optional(
                "code_suffix",
                .scalar(.text),
                "text that is cut off a code's end",
                example: "'#_'"
            ),
            .optional(
                "copy",
                .map(of: .scalar(.text), names: .identifier),
                "callback parameters kept as `${extra.NAME}`, by the name they get",
                example: "realm: realmId"
            ),
            .optional(
                "issuer",
                .scalar(.template(.authorize)),
                "what the callback's `iss` must be (RFC 9207): with it, a callback without it is refused",
                example: "https://accounts.example.com"
            ),
        ]
    )
}
