import CGPGME

/// One gpgme context, used as plainly as gpgme allows: no lanes, no retries, no proof.
///
/// The floor must not share code with what is measured against it.
@safe
final class GPGWorker {
    private let context: gpgme_ctx_t

    init(home: String) throws {
        guard unsafe latchkey_gpgme_check_version("1.16.0") != nil else {
            throw BenchError("gpgme is missing or too old")
        }
        var created: gpgme_ctx_t?
        try Self.check(unsafe gpgme_new(&created), "start")
        guard let created = unsafe created else { throw BenchError("gpgme gives no context") }
        unsafe context = created
        try Self.check(
            unsafe gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nil, home),
            "start"
        )
        unsafe gpgme_set_offline(context, 1)
        _ = unsafe gpgme_set_ctx_flag(context, "no-auto-check-trustdb", "1")
    }

    deinit { unsafe gpgme_release(context) }

    func decrypt(_ ciphertext: [UInt8]) throws -> [UInt8] {
        try unsafe transform(ciphertext, "decrypt") { input, output in
            unsafe gpgme_op_decrypt(context, input, output)
        }
    }

    func encrypt(_ plaintext: [UInt8], to fingerprint: String) throws -> [UInt8] {
        let flags = GPGME_ENCRYPT_ALWAYS_TRUST.rawValue | GPGME_ENCRYPT_NO_COMPRESS.rawValue
        return try unsafe transform(plaintext, "encrypt") { input, output in
            unsafe gpgme_op_encrypt_ext(
                context,
                nil,
                "--\n" + fingerprint,
                gpgme_encrypt_flags_t(rawValue: flags),
                input,
                output
            )
        }
    }

    private func transform(
        _ bytes: [UInt8],
        _ what: String,
        _ operation: (gpgme_data_t, gpgme_data_t) -> gpgme_error_t
    ) throws -> [UInt8] {
        var source: gpgme_data_t?
        var target: gpgme_data_t?
        try unsafe bytes.withUnsafeBytes { bytes in
            let start = unsafe bytes.bindMemory(to: CChar.self).baseAddress
            try Self.check(unsafe gpgme_data_new_from_mem(&source, start, bytes.count, 1), what)
        }
        guard let input = unsafe source else { throw BenchError("gpgme gives no buffer") }
        defer { unsafe gpgme_data_release(input) }
        try Self.check(unsafe gpgme_data_new(&target), what)
        guard let output = unsafe target else { throw BenchError("gpgme gives no buffer") }
        let error = unsafe operation(input, output)
        var length = 0
        let memory = unsafe gpgme_data_release_and_get_mem(output, &length)
        defer { unsafe gpgme_free(memory) }
        try Self.check(error, what)
        return unsafe Array(UnsafeRawBufferPointer(start: memory, count: length))
    }

    private static func check(_ error: gpgme_error_t, _ what: String) throws {
        guard error == 0 else {
            let text = unsafe gpgme_strerror(error).map { unsafe String(cString: $0) }
            throw BenchError("gpg can't \(what): \(text ?? "error \(error)")")
        }
    }
}
