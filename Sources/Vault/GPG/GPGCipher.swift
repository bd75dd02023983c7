/// OpenPGP by gpg: a few processes side by side, none of them waited for on the cooperative pool.
///
/// They are kept and asked for one message after the other; gpgme, with a process for each
/// message, does what they don't surely do well, and alone decides what went wrong.
package struct GPGCipher: Cipher {
    package let settings: GPGSettings
    package let lanes: Int
    let pool: LanePool

    /// Takes how many gpg processes may run at once; more than a few gain nothing.
    package init(_ settings: GPGSettings = GPGSettings(), lanes: Int = 4) {
        self.settings = settings
        self.lanes = max(1, lanes)
        pool = LanePool(settings, width: lanes)
    }

    package func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage {
        try await perform(asking: { $0.open(ciphertext) }) { context throws(GPGFailure) in
            try context.decrypt(ciphertext)
        }
    }

    package func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8] {
        guard !fingerprints.isEmpty else { throw .unusable(reason: "there are no recipients") }
        return try await perform(asking: { $0.seal(plaintext, to: fingerprints) }) {
            context throws(GPGFailure) in
            try context.encrypt(plaintext, to: fingerprints)
        }
    }

    package func keys(matching name: String) async throws(CipherError) -> [RecipientKey] {
        try await perform { context throws(GPGFailure) in try context.keys(matching: name) }
    }

    /// Every key of the keyring.
    package func allKeys() async throws(CipherError) -> [RecipientKey] {
        try await perform { context throws(GPGFailure) in try context.keys(matching: nil) }
    }

    /// Works in a lane; what fails and may have failed for company alone is tried once more alone.
    ///
    /// `asking` has a kept process do it, and returns `nil` where gpgme has to.
    func perform<Value: Sendable>(
        asking: (@Sendable (KeptLane) -> Value?)? = nil,
        _ work: @Sendable (borrowing GPGContext) throws(GPGFailure) -> Value
    ) async throws(CipherError) -> Value {
        do throws(GPGFailure) {
            return try await pool.withLane(asking: asking, work)
        } catch {
            guard error.mayPass else { throw error.meaning }
        }
        do throws(GPGFailure) {
            return try await pool.withLaneAlone(work)
        } catch {
            throw error.meaning
        }
    }
}
