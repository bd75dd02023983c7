internal import CGPGME

extension GPGContext {
    /// The largest plaintext a message may have, in bytes.
    static let plaintextLimit = 64 << 20

    /// Decrypts a message; what gpg wrote before it failed is dropped.
    func decrypt(_ ciphertext: [UInt8]) throws(GPGFailure) -> OpenedMessage {
        let input = try GPGData(ciphertext, for: .decrypt)
        let output = try GPGData(limit: Self.plaintextLimit, for: .decrypt)
        let error = unsafe gpgme_op_decrypt(handle, input.handle, output.handle)
        let keyIDs = decryptionKeyIDs()
        let code = GPGCode(error)
        guard code == .success else {
            let told = output.isOverfull ? .badData : code
            throw GPGFailure(operation: .decrypt, code: told, keyIDs: keyIDs)
        }
        return OpenedMessage(plaintext: output.bytes, keyIDs: keyIDs)
    }

    /// Encrypts to exactly these keys, whatever gpg.conf adds, without compression.
    func encrypt(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) throws(GPGFailure) -> [UInt8] {
        let input = try GPGData(plaintext, for: .encrypt)
        let output = try GPGData(limit: .max, for: .encrypt)
        let flags =
            GPGME_ENCRYPT_ALWAYS_TRUST.rawValue | GPGME_ENCRYPT_NO_ENCRYPT_TO.rawValue
            | GPGME_ENCRYPT_NO_COMPRESS.rawValue
        let error = unsafe gpgme_op_encrypt_ext(
            handle,
            nil,
            // The first line ends the options: what follows are names only.
            "--\n" + fingerprints.joined(separator: "\n"),
            gpgme_encrypt_flags_t(rawValue: flags),
            input.handle,
            output.handle
        )
        let code = GPGCode(error)
        if let failure = invalidRecipient(code) { throw failure }
        guard code == .success else { throw GPGFailure(operation: .encrypt, code: code) }
        return output.bytes
    }

    private func decryptionKeyIDs() -> [String] {
        guard let result = unsafe gpgme_op_decrypt_result(handle) else { return [] }
        var ids: [String] = []
        var next = unsafe result.pointee.recipients
        while let recipient = unsafe next {
            if let id = unsafe recipient.pointee.keyid { ids.append(unsafe String(cString: id)) }
            unsafe next = recipient.pointee.next
        }
        return ids
    }

    /// The first recipient gpg couldn't use, though it may have encrypted to the others.
    private func invalidRecipient(_ code: GPGCode) -> GPGFailure? {
        guard let result = unsafe gpgme_op_encrypt_result(handle),
            let invalid = unsafe result.pointee.invalid_recipients
        else { return nil }
        let reason = unsafe GPGCode(invalid.pointee.reason)
        return GPGFailure(
            operation: .encrypt,
            code: reason == .success ? code : reason,
            recipient: unsafe invalid.pointee.fpr.map { unsafe String(cString: $0) } ?? ""
        )
    }
}
