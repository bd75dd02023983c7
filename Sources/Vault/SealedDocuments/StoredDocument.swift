/// A document as it is on disk.
package struct StoredDocument: Sendable {
    /// Holds secrets.
    package let plaintext: [UInt8]
    /// SHA-256 of the ciphertext, in hex: what a save must find before it replaces.
    package let digest: String
}
