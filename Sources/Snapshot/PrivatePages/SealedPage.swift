package import Vault

/// A private person's page, before it is sealed.
package struct SealedPage: Hashable, Sendable {
    package let key: PageKey
    /// The same JSON as for everybody.
    package let plaintext: [UInt8]
}
