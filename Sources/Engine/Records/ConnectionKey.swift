package import Vault

/// Names one connection: `alice/instagram/default`.
package struct ConnectionKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let user: UserID
    package let provider: String
    package let label: String

    package init(user: UserID, provider: String, label: String) {
        self.user = user
        self.provider = provider
        self.label = label
    }

    package init(_ user: UserID, _ connection: Connection) {
        self.init(user: user, provider: connection.provider, label: connection.label)
    }

    /// `alice/instagram`, with the label only where it is not the usual one.
    package var description: String {
        label == Connection.defaultLabel
            ? "\(user)/\(provider)" : "\(user)/\(provider)/\(label)"
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.user, left.provider, left.label) < (right.user, right.provider, right.label)
    }
}
