/// The house's seam to OpenPGP.
///
/// An implementation may be called from many tasks at once and blocks none of their threads.
package protocol Cipher: Sendable {
    /// How many messages it works on at the same time; more wait for their turn.
    var lanes: Int { get }

    /// Decrypts a message and tells which keys it was encrypted to.
    func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage

    /// Encrypts to the keys with these fingerprints: all of them, or it throws.
    func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8]

    /// The keys a name matches, as `gpg -r NAME` would look for them; none is no error.
    func keys(matching name: String) async throws(CipherError) -> [RecipientKey]
}

extension Cipher {
    package var lanes: Int { 4 }
}
