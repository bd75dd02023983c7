/// A file of the vault that is no user's: encrypted like one, its name begins with a dot.
package enum SealedDocument: String, Hashable, Sendable, CaseIterable {
    /// The private keys that sign invitations and open the inbox's messages.
    case inboxKeys = ".inbox-keys.gpg"

    /// Its name in the directory of connection files.
    package var fileName: String { rawValue }

    /// The document that a path's last part names; `nil` where it is none.
    package init?(path: String) {
        self.init(rawValue: String(path.split(separator: "/").last ?? ""))
    }
}
