internal import CGPGME

/// Answers gpg's question for a passphrase, once each time it is asked.
final class GPGPassphrase: Sendable {
    private let secret: Secret

    init(_ secret: Secret) {
        self.secret = secret
    }

    /// What gpgme calls; its hook is a reference to a `GPGPassphrase`.
    static let callback: gpgme_passphrase_cb_t = { hook, _, _, previousWasBad, descriptor in
        guard let hook = unsafe hook else { return gpgme_error(GPG_ERR_NO_PASSPHRASE) }
        // Asking again would get the same answer.
        guard previousWasBad == 0 else { return gpgme_error(GPG_ERR_BAD_PASSPHRASE) }
        let source = unsafe Unmanaged<GPGPassphrase>.fromOpaque(hook).takeUnretainedValue()
        return source.write(to: descriptor)
    }

    private func write(to descriptor: CInt) -> gpgme_error_t {
        let line = Array(secret.reveal().utf8) + [UInt8(ascii: "\n")]
        let status = unsafe line.withUnsafeBytes { bytes in
            unsafe gpgme_io_writen(descriptor, bytes.baseAddress, bytes.count)
        }
        return status == 0 ? 0 : gpgme_error(GPG_ERR_CANCELED)
    }
}
