extension KeyHome {
    /// Makes a key in this home and returns its fingerprint.
    package func generate(_ request: KeyRequest) async throws(KeyHomeError) -> String {
        try await perform(request.passphrase) { context throws(GPGFailure) in
            try context.generate(request)
        }
    }

    /// The public key, armored: what others need to encrypt to it.
    package func publicKey(_ fingerprint: String) async throws(KeyHomeError) -> [UInt8] {
        try await perform(nil) { context throws(GPGFailure) in
            try context.export(fingerprint, secret: false)
        }
    }

    /// The secret key, armored and as well protected as it is here; the passphrase unlocks it.
    package func secretKey(
        _ fingerprint: String,
        passphrase: Secret?
    ) async throws(KeyHomeError) -> Secret {
        let bytes = try await perform(passphrase) { context throws(GPGFailure) in
            try context.export(fingerprint, secret: true)
        }
        guard !bytes.isEmpty else { throw .noSecretKey }
        return Secret(String(decoding: bytes, as: UTF8.self))
    }

    /// Imports keys, armored or not, and returns the fingerprints of those that came.
    package func importKeys(
        _ bytes: [UInt8],
        passphrase: Secret? = nil
    ) async throws(KeyHomeError) -> ImportedKeys {
        try await perform(passphrase) { context throws(GPGFailure) in
            try context.importKeys(bytes)
        }
    }

    /// Ends the agent that serves this home, if one does.
    package func stopAgent() async {
        _ = try? await perform(nil) { context throws(GPGFailure) in
            try context.gpgconf(["--homedir", path, "--kill", "all"])
        }
    }

    private func perform<Value: Sendable>(
        _ passphrase: Secret?,
        _ work: @Sendable (borrowing GPGContext) throws(GPGFailure) -> Value
    ) async throws(KeyHomeError) -> Value {
        let settings = GPGSettings(home: path, passphrase: passphrase.map { .given($0) } ?? .never)
        do throws(GPGFailure) {
            return try await GPGLane(settings, number: 0).perform(work)
        } catch {
            throw .failed(path: path, reason: error.meaning.reason)
        }
    }
}
