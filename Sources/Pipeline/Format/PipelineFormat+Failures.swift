extension PipelineFormat {
    static let errors = MappingShape(
        "errors",
        "What failures mean. The first rule that fits wins; the defaults come after the file's.",
        [
            .optional(
                "token",
                .mapping(table("token errors", code: "$.error")),
                "failures of token calls"
            ),
            .optional(
                "api",
                .mapping(table("API errors", code: "$.error.code, then $.code, then $.error")),
                "failures of every other call"
            ),
        ]
    )

    private static func table(_ name: String, code: String) -> MappingShape {
        MappingShape(
            name,
            "Where an answer keeps its error code, and what each code means.",
            [
                .optional("code", pick, "where the error code is", default: code),
                .optional("subcode", pick, "where a second code is", default: "none"),
                .optional(
                    "rules",
                    .list(of: .mapping(rule)),
                    "what failures mean, the particular before the general"
                ),
            ]
        )
    }

    static let rule = MappingShape(
        "error rule",
        "One row of an error table: all conditions written must hold, and there is one at least.",
        [
            .optional(
                "status",
                .oneOrMore(.scalar(.status)),
                "HTTP statuses: a number, a class or a range",
                example: "[408, 5xx]"
            ),
            .optional(
                "code",
                .oneOrMore(.scalar(.code)),
                "error codes, as text or as a range of numbers",
                example: "[10, 200-299]"
            ),
            .optional("subcode", .oneOrMore(.scalar(.code)), "the same for the second code"),
            .optional(
                "match",
                .scalar(.path),
                "must select something in the answer",
                example: "$[?@.is_transient == true]"
            ),
            .optional(
                "header",
                .either([.scalar(.text), .mapping(header)]),
                "a header that must be there, or have a value",
                example: "{name: x-ratelimit-remaining, value: 0}"
            ),
            .required("class", .choice(FailureClass.self), "what the failure means"),
            .optional(
                "reason",
                .choice(FailureReason.self),
                "why, as the status files say it",
                default: "the class's own"
            ),
        ]
    )

    private static let header = MappingShape(
        "header condition",
        "A header and the value it must have.",
        [
            .required("name", .scalar(.text), "the header's name"),
            .optional("value", .scalar(.code), "its value", default: "any"),
        ]
    )

    static let rateLimits = MappingShape(
        "rate_limits",
        "The provider's limits.",
        [
            .optional("budgets", .list(of: .mapping(budget)), "how many calls in what time"),
            .optional(
                "signals",
                .list(of: .variants([headerSignal, bodySignal], lastIsDefault: false)),
                "where answers tell how much is left, or how long to wait"
            ),
            .optional(
                "concurrency",
                .scalar(.integer(1...256)),
                "calls at once to each of its hosts, at most",
                default: "16 at first, then as many as its answers show it can take, up to 256",
                example: "8"
            ),
        ]
    )

    static let budget = MappingShape(
        "budget",
        "A number of calls in a span of time.",
        [
            .required("calls", .scalar(.integer(1...1_000_000_000)), "how many", example: "600"),
            .required("per", .scalar(.duration), "in what time", example: "1m"),
            .optional(
                "scope",
                .choice(RateLimitDefinition.Scope.self),
                "who shares it: all connections of the app, or one account's calls",
                default: "app"
            ),
        ]
    )

    private static let headerSignal = MappingShape(
        "header signal",
        "A header that tells about a limit.",
        [
            .required("header", .scalar(.text), "the header's name", example: "x-ratelimit-reset"),
            .optional("path", pick, "where in it the value is, when it holds JSON"),
            meaningKey,
            scopeKey,
        ]
    )

    private static let bodySignal = MappingShape(
        "body signal",
        "A value in the answer that tells about a limit.",
        [
            .required("body", pick, "where the value is", example: "$.retry_after"),
            meaningKey,
            scopeKey,
        ]
    )

    private static let meaningKey = ShapeKey.required(
        "as",
        .choice(RateLimitDefinition.Signal.Meaning.self),
        "what the value means"
    )

    private static let scopeKey = ShapeKey.optional(
        "scope",
        .choice(RateLimitDefinition.Scope.self),
        "whose limit it is: the app's, or one account's",
        default: "the budgets', where all have the same; else app"
    )
}
