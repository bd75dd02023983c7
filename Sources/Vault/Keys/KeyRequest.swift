package import FoundationEssentials

/// What a new key is to be like: ed25519 to sign and certify, cv25519 to encrypt.
package struct KeyRequest: Sendable {
    /// `Latchkey (label-of-the-house)`, or a name with an address.
    package var userID: String
    /// `nil` for a key without: then the key home's mode is all that protects it.
    package var passphrase: Secret?
    /// How long it may be used, in seconds from now; `nil` for ever.
    package var lifetime: TimeInterval?

    /// Two years, in seconds.
    package static let twoYears: TimeInterval = 2 * 365 * 86400

    package init(userID: String, passphrase: Secret? = nil, lifetime: TimeInterval? = nil) {
        self.userID = userID
        self.passphrase = passphrase
        self.lifetime = lifetime
    }
}
