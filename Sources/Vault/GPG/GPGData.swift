internal import CGPGME

/// Owner of one `gpgme_data_t`: bytes gpg reads, or a place for what it writes.
@safe
struct GPGData: ~Copyable {
    let handle: gpgme_data_t
    private let collector: ByteCollector?

    /// Bytes for gpg to read; a copy, cleared when it is released.
    init(
        _ bytes: [UInt8],
        for operation: GPGFailure.Operation
    ) throws(GPGFailure) {
        var created: gpgme_data_t?
        let error = unsafe bytes.withUnsafeBytes { buffer in
            unsafe buffer.isEmpty
                ? gpgme_data_new(&created)
                : gpgme_data_new_from_mem(
                    &created,
                    buffer.assumingMemoryBound(to: CChar.self).baseAddress,
                    buffer.count,
                    1
                )
        }
        try GPGFailure.check(error, operation)
        guard let created = unsafe created else {
            throw GPGFailure(operation: operation, code: .general)
        }
        unsafe handle = created
        collector = nil
        // An older gpgme that doesn't know the flag works as well.
        _ = unsafe gpgme_data_set_flag(created, "sensitive", "1")
    }

    /// A place for at most `limit` bytes; gpg fails when it writes more.
    init(
        limit: Int,
        for operation: GPGFailure.Operation
    ) throws(GPGFailure) {
        let collector = ByteCollector(limit: limit)
        var created: gpgme_data_t?
        let hook = unsafe Unmanaged.passUnretained(collector).toOpaque()
        let error = unsafe gpgme_data_new_from_cbs(&created, collector.callbacks, hook)
        try GPGFailure.check(error, operation)
        guard let created = unsafe created else {
            throw GPGFailure(operation: operation, code: .general)
        }
        unsafe handle = created
        self.collector = collector
    }

    deinit {
        unsafe gpgme_data_release(handle)
    }

    /// What gpg wrote.
    var bytes: [UInt8] { collector?.bytes ?? [] }

    /// Whether gpg tried to write more than was allowed.
    var isOverfull: Bool { collector?.isOverfull ?? false }
}
