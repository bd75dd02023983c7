import Vault

/// A user's file, opened, and what a run is to do with its connections.
struct OpenedUser: Sendable {
    let user: UserID
    let stored: StoredUserFile
    let works: [ConnectionWork]
}
