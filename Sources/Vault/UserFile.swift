/// The plaintext of one user's connection file.
package struct UserFile: Sendable, Hashable {
    package var user: UserID
    /// Sorted by provider, then label; each pair once.
    package var connections: [Connection]

    package init(user: UserID, connections: [Connection] = []) {
        self.user = user
        self.connections = connections
    }
}
