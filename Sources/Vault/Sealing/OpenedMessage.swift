/// A decrypted message.
package struct OpenedMessage: Sendable {
    package var plaintext: [UInt8]
    /// The ids of the keys it was encrypted to, 16 hex digits; all zeros for a hidden recipient.
    package var keyIDs: [String]

    package init(plaintext: [UInt8], keyIDs: [String]) {
        self.plaintext = plaintext
        self.keyIDs = keyIDs
    }
}
