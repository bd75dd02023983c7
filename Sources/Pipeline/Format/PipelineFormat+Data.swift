extension PipelineFormat {
    static let api = MappingShape(
        "api",
        "What every call with an access token carries.",
        [
            .optional(
                "authorization",
                .scalar(.template(.api)),
                "the `Authorization` header; `none` where the calls carry the token themselves",
                default: "Bearer ${access_token}",
                example: "OAuth ${access_token}"
            ),
            .optional(
                "headers",
                .map(of: .scalar(.template(.api)), names: .header),
                "further headers",
                example: "Client-Id: ${client.id}"
            ),
        ]
    )

    static let profileSteps = MappingShape(
        "profile in steps",
        "Several calls in order; the first that brings a field fills it.",
        [
            .required("steps", .list(of: .mapping(profileStep)), "the calls, in order"),
            .optional(
                "every",
                .scalar(.duration),
                "how often those steps are read that have no `every` of their own",
                default: "on every run",
                example: "6h"
            ),
        ]
    )

    static let profile = MappingShape(
        "profile",
        "Who the account is, read in one call.",
        [everyKey] + apiCall + [fieldsKey]
    )

    static let profileStep = MappingShape(
        "profile step",
        "One call of several. It takes the keys of `profile` too.",
        [
            .optional(
                "name",
                .scalar(.text),
                "the step's name in messages",
                default: "its number"
            ),
            .optional(
                "optional",
                .scalar(.boolean),
                "whether a failure leaves the fields as they were and fails nothing",
                default: "false"
            ),
            .optional(
                "every",
                .scalar(.duration),
                "how often it is read; in between its fields, which no other step may fill, stay as "
                    + "they were, and as long as it has brought none that is public it is read along "
                    + "with the others",
                default: "as `profile` says",
                example: "7d"
            ),
        ],
        shared: apiCall + [fieldsKey]
    )

    static let collection = MappingShape(
        "collection",
        "A list at the provider, read page by page.",
        [everyKey] + apiCall + [
            .required("items", pick, "selects the page's list of items", example: "$.data"),
            fieldsKey,
            .optional(
                "paging",
                .either([
                    .scalar(.choice(["link"])),
                    .variants(
                        [cursorPaging, nextPaging, offsetPaging, pagePaging],
                        lastIsDefault: false
                    ),
                ]),
                "how one page leads to the next; `link` follows the `Link` header (RFC 8288)",
                default: "there is one page"
            ),
            .optional(
                "limit",
                .scalar(.integer(1...100_000)),
                "the most items kept; reading stops there",
                default: "\(PipelineDefaults.collectionLimit)"
            ),
        ]
    )

    static let field = MappingShape(
        "field",
        "One field: where its value is, and what becomes of it.",
        [
            .required("path", pick, "where the value is"),
            .optional(
                "as",
                .choice(FieldDefinition.Kind.self),
                "what the value becomes",
                default: "text for `id`, otherwise any: as the provider wrote it"
            ),
        ]
    )

    private static let everyKey = ShapeKey.optional(
        "every",
        .scalar(.duration),
        "how often it is read",
        default: "on every run",
        example: "6h"
    )

    private static let fieldsKey = ShapeKey.required(
        "fields",
        .map(
            of: .either([.scalar(.path), .list(of: .scalar(.path)), .mapping(field)]),
            names: .identifier
        ),
        "what is kept, by the name it gets: a path, alternatives, or a path and a kind",
        example: "followers: {path: $.followers_count, as: integer}"
    )

    private static let apiCall: [ShapeKey] =
        [
            .required("url", .scalar(.url(.api)), "the address called"),
            methodKey(default: "GET, or POST where a body is written"),
        ] + contentKeys(.api, form: "none") + outcomeKeys + [
            .optional(
                "conditional",
                .scalar(.boolean),
                "whether an answer that names its version (`ETag`, `Last-Modified`) is asked for "
                    + "again only if it has changed",
                default: "true"
            )
        ]

    private static let cursorPaging = MappingShape(
        "cursor paging",
        "A cursor in the answer goes into the next request.",
        [
            .required("cursor", pick, "where the cursor is", example: "$.paging.cursors.after"),
            .required("parameter", .scalar(.text), "the parameter it goes into", example: "after"),
            .optional(
                "more",
                pick,
                "must select something other than `false` for there to be a next page",
                default: "there is one as long as there is a cursor"
            ),
        ]
    )

    private static let nextPaging = MappingShape(
        "next-URL paging",
        "The answer holds the next page's whole URL, on the same host.",
        [.required("next", pick, "where the URL is", example: "$.next")]
    )

    private static let offsetPaging = MappingShape(
        "offset paging",
        "A number grows by the page's size; a page with fewer items is the last.",
        [
            .required("offset", .scalar(.text), "the parameter for the number", example: "offset"),
            .required("size", .scalar(.integer(1...10_000)), "the page's size", example: "50"),
            .optional(
                "size_parameter",
                .scalar(.text),
                "the parameter for the size",
                default: "limit"
            ),
        ]
    )

    private static let pagePaging = MappingShape(
        "page-number paging",
        "A page's number goes into the request; an empty page is the last.",
        [
            .required("page", .scalar(.text), "the parameter for the number", example: "page"),
            .optional("first", .scalar(.integer(0...1)), "the first page's number", default: "1"),
        ]
    )
}
