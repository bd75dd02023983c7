internal import CGPGME
internal import FoundationEssentials

/// A code of libgpg-error; the set is open, since newer versions add to it.
struct GPGCode: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The code of an error value, without the part that says which program it came from.
    init(_ error: gpgme_error_t) { rawValue = gpgme_err_code(error).rawValue }

    private init(_ code: gpg_err_code_t) { rawValue = code.rawValue }

    static let success = GPGCode(GPG_ERR_NO_ERROR)
    static let endOfFile = GPGCode(GPG_ERR_EOF)
    static let noSecretKey = GPGCode(GPG_ERR_NO_SECKEY)
    static let badPassphrase = GPGCode(GPG_ERR_BAD_PASSPHRASE)
    static let noPassphrase = GPGCode(GPG_ERR_NO_PASSPHRASE)
    static let canceled = GPGCode(GPG_ERR_CANCELED)
    static let fullyCanceled = GPGCode(GPG_ERR_FULLY_CANCELED)
    static let noPINEntry = GPGCode(GPG_ERR_NO_PIN_ENTRY)
    static let noPublicKey = GPGCode(GPG_ERR_NO_PUBKEY)
    static let unusablePublicKey = GPGCode(GPG_ERR_UNUSABLE_PUBKEY)
    static let ambiguousName = GPGCode(GPG_ERR_AMBIGUOUS_NAME)
    static let keyExpired = GPGCode(GPG_ERR_KEY_EXPIRED)
    static let certificateRevoked = GPGCode(GPG_ERR_CERT_REVOKED)
    static let keyDisabled = GPGCode(GPG_ERR_KEY_DISABLED)
    static let decryptionFailed = GPGCode(GPG_ERR_DECRYPT_FAILED)
    static let noData = GPGCode(GPG_ERR_NO_DATA)
    static let badData = GPGCode(GPG_ERR_BAD_DATA)
    static let invalidEngine = GPGCode(GPG_ERR_INV_ENGINE)
    static let general = GPGCode(GPG_ERR_GENERAL)

    /// What only bytes that are no whole message can cause.
    var blamesTheMessage: Bool { Self.messageFaults.contains(self) }

    private static let messageFaults: Set<GPGCode> = [
        .decryptionFailed, .noData, .badData, GPGCode(GPG_ERR_INV_PACKET),
        GPGCode(GPG_ERR_UNKNOWN_PACKET), GPGCode(GPG_ERR_INV_ARMOR), GPGCode(GPG_ERR_CHECKSUM),
        GPGCode(GPG_ERR_UNEXPECTED), GPGCode(GPG_ERR_TRUNCATED), GPGCode(GPG_ERR_INV_DATA),
        GPGCode(GPG_ERR_BAD_SIGNATURE), GPGCode(GPG_ERR_UNKNOWN_ALGORITHM),
        GPGCode(GPG_ERR_CIPHER_ALGO), GPGCode(GPG_ERR_EOF),
    ]

    /// libgpg-error's own words, first letter small.
    var text: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // The return value only tells of a text that was cut short, which is text enough.
        _ = unsafe gpgme_strerror_r(rawValue, &buffer, buffer.count)
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
