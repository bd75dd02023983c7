/// What gpg says of itself.
package struct GPGInspection: Sendable, Hashable {
    package var gpgmeVersion: String
    package var gpgVersion: String
    package var gpgPath: String
    /// The key home in use.
    package var home: String
    /// Where its agent listens; not always inside the home.
    package var agentSocket: String
}
