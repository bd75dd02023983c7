/// How long ago, in seconds, things must have happened for a grant to be past its end.
struct ExpiredPast: Sendable {
    let issued: Double
    let authorized: Double

    init(_ provider: Provider) {
        let day = 86_400.0
        switch provider {
        case .instagram: (issued, authorized) = (61 * day, 61 * day)
        case .spotify: (issued, authorized) = (17 * day, 200 * day)
        case .strict: (issued, authorized) = (31 * day, 31 * day)
        }
    }
}
