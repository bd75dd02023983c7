internal import CGPGME

/// Owner of one `gpgme_ctx_t`, set up once: its key home, its passphrase, never the network.
///
/// One thread at a time may use it, and each call blocks until a gpg process has ended.
@safe
struct GPGContext: ~Copyable {
    let handle: gpgme_ctx_t
    /// Kept for the callback, which has no claim of its own.
    private let passphrase: GPGPassphrase?

    init(_ settings: GPGSettings) throws(GPGFailure) {
        guard GPGLibrary.version != nil else {
            throw GPGFailure(operation: .start, code: .invalidEngine)
        }
        var created: gpgme_ctx_t?
        try GPGFailure.check(unsafe gpgme_new(&created), .start)
        guard let created = unsafe created else {
            throw GPGFailure(operation: .start, code: .general)
        }
        let context = unsafe Self(owning: created, settings.passphrase)
        try context.setUp(settings)
        self = context
    }

    private init(owning handle: gpgme_ctx_t, _ source: GPGSettings.Passphrase) {
        unsafe self.handle = handle
        passphrase =
            if case .given(let secret) = source { GPGPassphrase(secret) } else { nil }
    }

    deinit {
        unsafe gpgme_release(handle)
    }

    private func setUp(_ settings: GPGSettings) throws(GPGFailure) {
        try GPGFailure.check(unsafe gpgme_set_protocol(handle, GPGME_PROTOCOL_OpenPGP), .start)
        if let home = settings.home, !ProcessKeyHome.isAdopted(home) {
            try GPGFailure.check(
                unsafe gpgme_ctx_set_engine_info(handle, GPGME_PROTOCOL_OpenPGP, nil, home),
                .start
            )
        }
        unsafe gpgme_set_armor(handle, 0)
        unsafe gpgme_set_offline(handle, 1)
        try setPassphrase(settings.passphrase)
        // Trust is decided by `.gpg-id`; looking after the trust database costs time and locks.
        _ = unsafe gpgme_set_ctx_flag(handle, "no-auto-check-trustdb", "1")
        _ = unsafe gpgme_set_ctx_flag(handle, "auto-key-locate", "local")
        try GPGFailure.check(
            unsafe gpgme_set_keylist_mode(
                handle,
                gpgme_keylist_mode_t(GPGME_KEYLIST_MODE_LOCAL | GPGME_KEYLIST_MODE_WITH_SECRET)
            ),
            .start
        )
    }

    private func setPassphrase(_ source: GPGSettings.Passphrase) throws(GPGFailure) {
        let mode =
            switch source {
            case .given: GPGME_PINENTRY_MODE_LOOPBACK
            case .asked: GPGME_PINENTRY_MODE_DEFAULT
            case .never: GPGME_PINENTRY_MODE_ERROR
            }
        try GPGFailure.check(unsafe gpgme_set_pinentry_mode(handle, mode), .start)
        guard let passphrase else { return }
        unsafe gpgme_set_passphrase_cb(
            handle,
            GPGPassphrase.callback,
            Unmanaged.passUnretained(passphrase).toOpaque()
        )
    }
}
