internal import CGPGME
internal import FoundationEssentials

/// Owner of one reference to a `gpgme_key_t`, which is never written to.
@safe
struct GPGKey: ~Copyable {
    let handle: gpgme_key_t

    /// Takes over a reference that the caller held.
    init(owning handle: gpgme_key_t) {
        unsafe self.handle = handle
    }

    deinit {
        unsafe gpgme_key_unref(handle)
    }

    /// The key as a plain value.
    var value: RecipientKey {
        let key = unsafe handle.pointee
        return unsafe RecipientKey(
            fingerprint: Self.text(key.fpr) ?? Self.text(key.subkeys?.pointee.fpr) ?? "",
            userIDs: userIDs,
            isRevoked: key.revoked != 0,
            isDisabled: key.disabled != 0,
            isInvalid: key.invalid != 0,
            expiresAt: key.subkeys.flatMap { unsafe Self.date($0.pointee.expires) },
            hasSecret: key.secret != 0,
            parts: parts
        )
    }

    private var userIDs: [String] {
        var userIDs: [String] = []
        var next = unsafe handle.pointee.uids
        while let userID = unsafe next {
            if unsafe userID.pointee.revoked == 0, let text = unsafe Self.text(userID.pointee.uid) {
                userIDs.append(text)
            }
            unsafe next = userID.pointee.next
        }
        return userIDs
    }

    private var parts: [RecipientKeyPart] {
        var parts: [RecipientKeyPart] = []
        var next = unsafe handle.pointee.subkeys
        while let subkey = unsafe next {
            let part = unsafe subkey.pointee
            unsafe parts.append(
                RecipientKeyPart(
                    keyID: Self.text(part.keyid) ?? "",
                    algorithm: Self.algorithm(subkey),
                    canEncrypt: part.can_encrypt != 0,
                    isOutOfUse: part.revoked != 0 || part.disabled != 0 || part.invalid != 0,
                    expiresAt: Self.date(part.expires)
                )
            )
            unsafe next = part.next
        }
        return parts
    }

    private static func algorithm(_ subkey: gpgme_subkey_t) -> String {
        guard let name = unsafe gpgme_pubkey_algo_string(subkey) else { return "unknown" }
        defer { unsafe gpgme_free(name) }
        return unsafe String(cString: name)
    }

    private static func text(_ text: UnsafeMutablePointer<CChar>?) -> String? {
        guard let text = unsafe text else { return nil }
        return unsafe String(cString: text)
    }

    /// Seconds since 1970, 0 for never.
    private static func date(_ seconds: Int) -> Date? {
        seconds > 0 ? Date(timeIntervalSince1970: TimeInterval(seconds)) : nil
    }
}
