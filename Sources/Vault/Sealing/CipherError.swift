/// Why a message can't be opened or sealed, sorted by whose fault it is.
///
/// Reasons are for people: one sentence, lower case, no final stop, nothing of any plaintext.
package enum CipherError: Error, Hashable, Sendable {
    /// We hold no key for it, don't know the passphrase, or gpg or its agent failed.
    case locked(reason: String)
    /// The bytes are no whole, untouched OpenPGP message.
    case broken(reason: String)
    /// A key it should be encrypted to can't be used; named by its fingerprint.
    case recipient(fingerprint: String, reason: String)
    /// There is no gpg that works.
    case unusable(reason: String)

    package var reason: String {
        switch self {
        case .locked(let reason), .broken(let reason), .recipient(_, let reason),
            .unusable(let reason):
            reason
        }
    }
}
