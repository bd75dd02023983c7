extension GPGFailure {
    /// The failure sorted by whose fault it is; what is unclear is never the message's.
    var meaning: CipherError {
        if code == .invalidEngine { return .unusable(reason: "gpg isn't installed") }
        switch operation {
        case .decrypt: return meaningOfDecryption
        case .encrypt where recipient != nil:
            return .recipient(fingerprint: recipient ?? "", reason: recipientReason)
        case .encrypt, .listKeys, .generate, .importKeys, .exportKeys, .spawn:
            return .locked(reason: lockedReason)
        case .start: return .unusable(reason: "can't start gpg: \(code.text)")
        }
    }

    /// Whether trying again, with no other gpg beside it, may end better.
    ///
    /// An agent that is asked much at once says "No secret key" for messages it can open.
    var mayPass: Bool {
        recipient == nil && !isAboutPassphrase && code != .noData && code != .invalidEngine
    }

    private var isAboutPassphrase: Bool {
        code == .badPassphrase || lacksPassphrase
    }

    private var lacksPassphrase: Bool {
        [.noPassphrase, .noPINEntry, .canceled, .fullyCanceled].contains(code)
    }

    private var meaningOfDecryption: CipherError {
        switch code {
        case .noSecretKey:
            return .locked(reason: "no secret key here opens it: it is encrypted to \(keyList)")
        case .noData:
            return .broken(reason: "it is no OpenPGP message")
        case .decryptionFailed, .badData:
            return .broken(reason: "it was cut short or tampered with: \(code.text)")
        default:
            return code.blamesTheMessage
                ? .broken(reason: "it is no whole OpenPGP message: \(code.text)")
                : .locked(reason: lockedReason)
        }
    }

    private var lockedReason: String {
        if code == .badPassphrase { return "the passphrase is wrong" }
        guard !lacksPassphrase else {
            return "the key has a passphrase and none was given: set LATCHKEY_GPG_PASSPHRASE"
        }
        return "gpg failed to \(operation.rawValue): \(code.text)"
    }

    private var recipientReason: String {
        switch code {
        case .noPublicKey: "the keyring has no such key: import it with gpg --import"
        case .keyExpired: "the key expired"
        case .certificateRevoked: "the key was revoked"
        case .keyDisabled: "the key is disabled in this keyring"
        case .ambiguousName: "it stands for several keys: name one by fingerprint"
        default: "gpg can't encrypt to the key: \(code.text)"
        }
    }

    private var keyList: String {
        guard !keyIDs.isEmpty else { return "other keys" }
        return "key " + keyIDs.joined(separator: " and ")
    }
}
