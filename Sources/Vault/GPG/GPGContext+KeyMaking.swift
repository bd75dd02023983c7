internal import CGPGME
internal import FoundationEssentials

extension GPGContext {
    /// Makes an ed25519 key that signs and certifies, with a cv25519 subkey that encrypts.
    func generate(_ request: KeyRequest) throws(GPGFailure) -> String {
        let lifetime = Self.seconds(request.lifetime)
        var flags = UInt32(GPGME_CREATE_FORCE)
        if lifetime == 0 { flags |= UInt32(GPGME_CREATE_NOEXPIRE) }
        if request.passphrase == nil { flags |= UInt32(GPGME_CREATE_NOPASSWD) }
        let primary = flags | UInt32(GPGME_CREATE_SIGN | GPGME_CREATE_CERT)
        try GPGFailure.check(
            unsafe gpgme_op_createkey(
                handle,
                request.userID,
                "ed25519",
                0,
                lifetime,
                nil,
                primary
            ),
            .generate
        )
        guard let result = unsafe gpgme_op_genkey_result(handle),
            let text = unsafe result.pointee.fpr
        else { throw GPGFailure(operation: .generate, code: .general) }
        let fingerprint = unsafe String(cString: text)
        let key = try key(fingerprint)
        try GPGFailure.check(
            unsafe gpgme_op_createsubkey(
                handle,
                key.handle,
                "cv25519",
                0,
                lifetime,
                flags | UInt32(GPGME_CREATE_ENCR)
            ),
            .generate
        )
        return fingerprint
    }

    /// Exports a key, armored.
    func export(_ fingerprint: String, secret: Bool) throws(GPGFailure) -> [UInt8] {
        unsafe gpgme_set_armor(handle, 1)
        defer { unsafe gpgme_set_armor(handle, 0) }
        let output = try GPGData(limit: 1 << 20, for: .exportKeys)
        let mode = secret ? gpgme_export_mode_t(GPGME_EXPORT_MODE_SECRET) : 0
        try GPGFailure.check(
            unsafe gpgme_op_export(handle, fingerprint, mode, output.handle),
            .exportKeys
        )
        return output.bytes
    }

    func importKeys(_ bytes: [UInt8]) throws(GPGFailure) -> ImportedKeys {
        let input = try GPGData(bytes, for: .importKeys)
        try GPGFailure.check(unsafe gpgme_op_import(handle, input.handle), .importKeys)
        guard let result = unsafe gpgme_op_import_result(handle) else {
            return ImportedKeys(fingerprints: [], secretCount: 0)
        }
        var fingerprints: [String] = []
        var next = unsafe result.pointee.imports
        while let status = unsafe next {
            if let text = unsafe status.pointee.fpr {
                let fingerprint = unsafe String(cString: text)
                if !fingerprints.contains(fingerprint) { fingerprints.append(fingerprint) }
            }
            unsafe next = status.pointee.next
        }
        let secretCount = unsafe result.pointee.secret_imported + result.pointee.secret_unchanged
        return ImportedKeys(fingerprints: fingerprints, secretCount: Int(secretCount))
    }

    private func key(_ fingerprint: String) throws(GPGFailure) -> GPGKey {
        var found: gpgme_key_t?
        try GPGFailure.check(unsafe gpgme_get_key(handle, fingerprint, &found, 1), .generate)
        guard let key = unsafe found else {
            throw GPGFailure(operation: .generate, code: .general)
        }
        return unsafe GPGKey(owning: key)
    }

    /// Whole seconds for gpg, 0 for ever; the longest it can count is about 130 years.
    private static func seconds(_ lifetime: TimeInterval?) -> UInt {
        guard let lifetime, lifetime.isFinite else { return 0 }
        return UInt(min(max(lifetime, 1), TimeInterval(UInt32.max)))
    }
}
