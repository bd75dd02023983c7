package import Vault

/// The app's registration as one connection uses it, its variables filled in.
package struct ClientCredentials: Sendable {
    package let id: String
    package let secret: Secret?
    package let redirectURI: String

    package init(id: String, secret: Secret?, redirectURI: String) {
        self.id = id
        self.secret = secret
        self.redirectURI = redirectURI
    }
}
