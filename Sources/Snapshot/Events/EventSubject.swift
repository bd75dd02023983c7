import Engine
import Vault

/// What an event is about: a connection, or a person's whole file where its connections are not
/// known.
package struct EventSubject: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let user: String
    /// `nil` for a whole file; then the label is, too.
    package let provider: String?
    package let label: String?

    init(user: String, provider: String? = nil, label: String? = nil) {
        self.user = user
        self.provider = provider
        self.label = label
    }

    init(_ key: ConnectionKey) {
        self.init(user: key.user.text, provider: key.provider, label: key.label)
    }

    package var description: String {
        [user, provider, label].compactMap(\.self).joined(separator: "/")
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description < right.description
    }
}
