/// One person's account at one provider.
struct Account: Hashable, Sendable, Comparable {
    let user: String
    let kind: ProviderKind

    static func < (left: Self, right: Self) -> Bool {
        (left.user, left.kind.rawValue) < (right.user, right.kind.rawValue)
    }
}

extension Account: CustomStringConvertible {
    var description: String { "\(user)/\(kind.rawValue)" }
}
