/// The people about whom nothing may be shown without their own link, and the keys of their pages.
package struct PrivatePeople: Hashable, Sendable {
    package let users: Set<UserID>
    /// Empty where the vault's page key can't be opened: then their pages stay as they are.
    package let keys: [UserID: PageKey]
    /// Why there are no keys; `nil` where there are.
    package let obstacle: String?

    package static let nobody = Self(users: [], keys: [:], obstacle: nil)

    package init(users: Set<UserID>, keys: [UserID: PageKey], obstacle: String?) {
        self.users = users
        self.keys = keys
        self.obstacle = obstacle
    }

    package var isEmpty: Bool { users.isEmpty }

    package func isPrivate(_ user: String) -> Bool {
        !users.isEmpty && UserID(user).map(users.contains) == true
    }

    /// Whose page has this name; `nil` for nobody's.
    package func user(alias: String) -> UserID? {
        keys.first { $0.value.alias == alias }?.key
    }
}
