internal import CGPGME
internal import Glibc

extension GPGContext {
    /// Runs `gpgconf` and returns what it printed on standard output.
    func gpgconf(_ arguments: [String]) throws(GPGFailure) -> [UInt8] {
        guard let path = GPGLibrary.gpgconfPath else {
            throw GPGFailure(operation: .spawn, code: .invalidEngine)
        }
        try GPGFailure.check(unsafe gpgme_set_protocol(handle, GPGME_PROTOCOL_SPAWN), .spawn)
        defer { _ = unsafe gpgme_set_protocol(handle, GPGME_PROTOCOL_OpenPGP) }
        let output = try GPGData(limit: 1 << 20, for: .spawn)
        var argv: [UnsafePointer<CChar>?] = unsafe []
        for argument in [path] + arguments {
            guard let copy = unsafe strdup(argument) else {
                throw GPGFailure(operation: .spawn, code: .general)
            }
            unsafe argv.append(UnsafePointer(copy))
        }
        defer { unsafe argv.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        unsafe argv.append(nil)
        let error = unsafe gpgme_op_spawn(handle, path, &argv, nil, output.handle, nil, 0)
        try GPGFailure.check(error, .spawn)
        return output.bytes
    }
}

extension GPGContext {
    /// The gpg program this context runs.
    var engine: (version: String, path: String) {
        var next = unsafe gpgme_ctx_get_engine_info(handle)
        while let engine = unsafe next {
            if unsafe engine.pointee.protocol == GPGME_PROTOCOL_OpenPGP {
                let version = unsafe engine.pointee.version.map { unsafe String(cString: $0) }
                let path = unsafe engine.pointee.file_name.map { unsafe String(cString: $0) }
                return (version ?? "unknown", path ?? "unknown")
            }
            unsafe next = engine.pointee.next
        }
        return ("unknown", "unknown")
    }
}
