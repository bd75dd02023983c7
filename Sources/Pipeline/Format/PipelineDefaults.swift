import Documents

/// What holds where a file says nothing: the standards' values.
enum PipelineDefaults {
    static let collectionLimit = 1000
    static let codeLifetime = Span(seconds: 600)
    static let refreshWindow = Span(seconds: 864_000)
    static let scopeSeparator = " "
    static let codeParameter = "code"
    static let authorization = "Bearer ${access_token}"

    static let accessToken = pick("$.access_token")
    static let refreshToken = pick("$.refresh_token")
    static let scope = pick("$.scope")

    /// `expires_at` is Unix time with some providers and RFC 3339 text with others.
    static let expiry = ExpiryPick([
        ExpiryPick.Source(pick: pick("$.expires_in"), kind: .seconds),
        ExpiryPick.Source(pick: pick("$.expires_at"), kind: .epoch),
        ExpiryPick.Source(pick: pick("$.expires_at"), kind: .iso8601),
    ])

    static let refreshExpiry = ExpiryPick([
        ExpiryPick.Source(
            pick: pick("$.refresh_token_expires_in", "$.refresh_expires_in"),
            kind: .seconds
        ),
        ExpiryPick.Source(pick: pick("$.refresh_token_expires_at"), kind: .epoch),
        ExpiryPick.Source(pick: pick("$.refresh_token_expires_at"), kind: .iso8601),
    ])

    /// RFC 6749, section 5.2.
    static let tokenErrorCode = pick("$.error")
    /// An object under `error`, a flat answer, or the token endpoint's shape, in this order.
    static let apiErrorCode = pick("$.error.code", "$.code", "$.error")

    private static func pick(_ paths: String...) -> ValuePick {
        ValuePick(paths.compactMap { try? JSONPath($0) })
    }
}
