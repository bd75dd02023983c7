/// Why a user's file can't be read or written.
///
/// Each case names the file; none names a secret.
package enum VaultError: Error, Hashable, Sendable {
    /// We hold no key for it, or the agent failed: nothing is wrong with the person's grant.
    case locked(path: String, reason: String)
    /// Truncated, tampered with, not JSON inside, or of a newer format.
    case broken(path: String, reason: String)
    /// A recipient's key is expired, revoked, missing or can't encrypt; named as `.gpg-id` does.
    case recipient(name: String, reason: String)
    /// The file changed on disk since it was read: somebody else wrote a newer one.
    case changed(path: String)
    /// The disk or gpg refused to write, or the ciphertext did not prove to decrypt.
    case notSaved(path: String, reason: String)
    /// No data directory, no recipients, no gpg.
    case unusable(reason: String)
}
