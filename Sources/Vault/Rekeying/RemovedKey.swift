/// A key a file was encrypted to and is no longer.
package struct RemovedKey: Sendable, Hashable {
    /// As the file's own packet says (RFC 4880, section 5.1); zeros for a hidden recipient.
    package var keyID: String
    /// Whose it is, where the keyring knows.
    package var owner: String?
}
