/// The error rules that stand behind every file's own, as data.
enum DefaultErrorRules {
    /// RFC 6749, section 5.2, and HTTP's own statuses (RFC 9110).
    ///
    /// A failing server comes first, so that no code in its answer condemns a grant.
    static let token: [ErrorRule] = [
        rule(statuses: [408...408, 425...425, 500...599], .transient, .providerFault),
        rule(statuses: [429...429], .rateLimited, .rateLimited),
        rule(codes: ["invalid_grant"], .reconnect, .grantRefused),
        rule(codes: ["invalid_client", "unauthorized_client"], .app, .appRefused),
        rule(codes: ["unsupported_grant_type"], .badRequest, .badRequest),
        rule(codes: ["invalid_scope"], .permission, .scopeMissing),
        rule(codes: ["slow_down"], .rateLimited, .rateLimited),
        rule(
            codes: ["temporarily_unavailable", "server_error"],
            .transient,
            .providerFault
        ),
        // A 401 at a token endpoint is about the client, not the person (RFC 6749, section 5.2).
        rule(statuses: [401...401], .app, .appRefused),
        rule(statuses: [400...499], .badRequest, .badRequest),
    ]

    /// HTTP's statuses (RFC 9110) and those of bearer tokens (RFC 6750, section 3.1).
    static let api: [ErrorRule] = [
        rule(statuses: [408...408, 425...425, 500...599], .transient, .providerFault),
        rule(statuses: [429...429], .rateLimited, .rateLimited),
        rule(statuses: [401...401], .expiredToken, .tokenExpired),
        rule(statuses: [403...403], .permission, .permissionDenied),
        rule(statuses: [404...404, 410...410], .notFound, .notFound),
        rule(statuses: [400...499], .badRequest, .badRequest),
    ]

    private static func rule(
        statuses: [ClosedRange<Int>] = [],
        codes: Set<String> = [],
        _ failure: FailureClass,
        _ reason: FailureReason
    ) -> ErrorRule {
        ErrorRule(
            statuses: statuses,
            codes: codes,
            subcodes: [],
            match: nil,
            header: nil,
            failure: failure,
            reason: reason
        )
    }
}
