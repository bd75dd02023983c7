import ArgumentParser

/// A job that is timed.
enum Row: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// Every token good, every profile read lately, the pack warm.
    case quiet
    /// Every profile is to be read, with tokens at hand.
    case profiles
    /// Nobody has an access token: each is refreshed, the refresh token stays, the profile is read.
    case refreshes
    /// The same, and each refresh brings a new refresh token, which must be encrypted and on disk.
    case rotation
    /// Every profile is to be read, and no pack is there.
    case cold

    var kind: SetKind { self == .refreshes || self == .rotation ? .over : .live }

    /// Requests a user.
    var calls: Int {
        switch self {
        case .quiet: 0
        case .profiles, .cold: 1
        case .refreshes, .rotation: 2
        }
    }

    /// gpg alone takes most of a minute for 10,000 users: fewer runs have to do.
    var isHeavy: Bool { self == .rotation || self == .cold }

    var contenders: [Contender] {
        switch self {
        case .quiet: [.latchkey, .plain, .script]
        case .profiles, .refreshes: [.latchkey, .network, .plain, .script]
        case .rotation: [.latchkey, .network, .encrypt, .prove, .kept, .plain, .script]
        case .cold: [.latchkey, .network, .decrypt, .kept, .plain, .script]
        }
    }
}
