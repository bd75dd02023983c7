/// What is in the directory of connection files.
package struct VaultListing: Sendable, Hashable {
    /// The users who have a file, sorted.
    package let users: [UserID]
    /// Names that end in `.gpg` and are no user id's: nobody's files, which are left alone.
    package let strangers: [String]

    init(names: [String]) {
        var users: [UserID] = []
        var strangers: [String] = []
        for name in names where name.hasSuffix(".gpg") {
            guard SealedDocument(rawValue: name) == nil else { continue }
            if let user = UserID(String(name.dropLast(4))) {
                users.append(user)
            } else {
                strangers.append(name)
            }
        }
        self.users = users.sorted()
        self.strangers = strangers
    }
}
