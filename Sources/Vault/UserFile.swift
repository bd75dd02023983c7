/// The plaintext of one user's connection file.
package struct UserFile: Sendable, Hashable {
    package var user: UserID
    /// Sorted by provider, then label; each pair once.
    package var connections: [Connection]
    /// Which messages and invitations have been used, sorted by their end.
    package var receipts: [Receipt]

    package init(user: UserID, connections: [Connection] = [], receipts: [Receipt] = []) {
        self.user = user
        self.connections = connections
        self.receipts = receipts
    }
}
