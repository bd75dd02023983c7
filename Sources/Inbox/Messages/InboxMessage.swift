package import FoundationEssentials
package import Vault

/// What a person's browser has sealed: a code to exchange, or a wish to disconnect.
package struct InboxMessage: Sendable {
    /// An authorization code with all that its exchange repeats (RFC 6749, section 4.1.3).
    package struct Code: Sendable {
        package var code: Secret
        package var redirectURI: String
        package var verifier: Secret?
        /// Who answered, as the answer says (RFC 9207).
        package var issuer: String?
        /// Callback parameters by their own names.
        package var callback: [String: Secret]
        /// What the person gave the pipeline's parameters.
        package var parameters: [String: Secret]
    }

    package enum Kind: Sendable {
        case connect(Code)
        case disconnect
    }

    /// Random, of the browser.
    package var id: String
    /// By the clock of the person's device.
    package var at: Date
    package var user: UserID
    package var provider: String
    package var label: String
    package var kind: Kind
    /// The invitation's token, unchecked.
    package var invitation: String?
    /// A proof by the key of the person's private page, unchecked.
    package var proof: [UInt8]?
    /// What the proof speaks of, as the message has it.
    package var saying: String
}
