package import Documents
package import Vault

/// A user of whom nothing is due, as a run leaves them.
package struct QuietUser: Hashable, Sendable {
    package let user: UserID
    /// Of the ciphertext, as in `StoredUserFile`.
    package let digest: String
    /// Of the file, as in `StoredUserFile`.
    package let stamp: FileStamp?
    package let span: QuietSpan
}
