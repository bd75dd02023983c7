package import Vault

/// Whose answer to which step: at most one is kept in each place.
package struct AnswerPlace: Hashable, Sendable, Comparable {
    package var user: UserID
    package var provider: String
    package var label: String
    package var step: String

    package init(user: UserID, provider: String, label: String, step: String) {
        self.user = user
        self.provider = provider
        self.label = label
        self.step = step
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.user.text, left.provider, left.label, left.step)
            < (right.user.text, right.provider, right.label, right.step)
    }
}
