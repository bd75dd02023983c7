extension PipelineFormat {
    static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

    static func methodKey(default fallback: String) -> ShapeKey {
        .optional("method", .scalar(.choice(methods)), "the HTTP method", default: fallback)
    }

    /// What a call carries: once one of the first three is written, only they are sent.
    static func contentKeys(_ place: TemplatePlace, form fallback: String) -> [ShapeKey] {
        [
            .optional(
                "query",
                .map(of: .scalar(.template(place)), names: .provider),
                "added to the URL; once `query`, `form` or `json` is written, nothing else is sent",
                example: "grant_type: ig_refresh_token"
            ),
            .optional(
                "form",
                .map(of: .scalar(.template(place)), names: .provider),
                "the body, form-encoded, in this order",
                default: fallback
            ),
            .optional("json", .tree(place), "the body, as JSON; strings in it are templates"),
            .optional(
                "headers",
                .map(of: .scalar(.template(place)), names: .header),
                "headers beside the usual ones",
                example: "Accept: application/json"
            ),
        ]
    }

    /// How an answer with a status from 200 to 299 can still be a failure.
    static let outcomeKeys: [ShapeKey] = [
        .optional(
            "success",
            .scalar(.path),
            "must select something for a 2xx answer to count as a success",
            example: "$[?$.ok == true]"
        ),
        .optional(
            "failure",
            .scalar(.path),
            "must select nothing in a 2xx answer: failures told in a 200",
            example: "$.error"
        ),
    ]
}
