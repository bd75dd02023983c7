import Engine
import Vault

/// One user's page in the quiet book: what must still hold for a run to pass the user over.
struct QuietEntry: Hashable, Sendable {
    /// One of the user's status files.
    struct Page: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// Of all providers.
            case integrations
            case connection(provider: String)
            case badge(provider: String)
        }

        let kind: Kind
        var mark: FileMark

        func path(of user: UserID) -> String { kind.path(of: user) }
    }

    let user: UserID
    var span: QuietSpan
    /// Of the ciphertext.
    var file: FileMark
    var pages: [Page]
    /// How many connections the user has.
    var connections: Int
    /// Whether somebody has to do something about one of them.
    var isPressing: Bool
    /// The records, encoded by `QuietRecordBytes`: most runs have no use for them.
    var records: [UInt8]
}

extension QuietEntry.Page.Kind {
    func path(of user: UserID) -> String {
        switch self {
        case .integrations: StatusPath.user(user.text)
        case .connection(let provider): StatusPath.connection(provider, user.text)
        case .badge(let provider): StatusPath.badge(provider, user.text)
        }
    }

    /// All of a user's files, that of all integrations first.
    static func all(of providers: [String], drawsBadges: Bool) -> [Self] {
        guard !providers.isEmpty else { return [] }
        let badges = drawsBadges ? providers : []
        return [.integrations] + providers.map { .connection(provider: $0) }
            + badges.map { .badge(provider: $0) }
    }
}
