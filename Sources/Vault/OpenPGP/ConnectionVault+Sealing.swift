internal import Documents

extension ConnectionVault {
    /// Encrypts, and decrypts again for proof.
    func sealAndProve(
        _ plaintext: [UInt8],
        to recipients: [Recipient],
        path: String
    ) async throws(VaultError) -> [UInt8] {
        let bytes = try await seal(plaintext, to: recipients, path: path)
        try await prove(bytes, of: plaintext, to: recipients, path: path)
        return bytes
    }

    /// Encrypts, and decrypts again unless the ciphertext is seen to be like one that was.
    ///
    /// What a decryption would find is a message that was cut, one to other keys, and one of a
    /// plaintext that was cut on its way into gpg: each shows without any key. All else that can be
    /// wrong lies with the keys or with gpg itself, and shows in the first message as in any other.
    func sealLikeProved(
        _ plaintext: [UInt8],
        to recipients: [Recipient],
        path: String
    ) async throws(VaultError) -> [UInt8] {
        let bytes = try await seal(plaintext, to: recipients, path: path)
        guard let shape = SealedShape(bytes), shape.fits(plaintext: plaintext.count),
            memory.isProved(shape.sessionKeys, for: recipients)
        else {
            try await prove(bytes, of: plaintext, to: recipients, path: path)
            return bytes
        }
        return bytes
    }

    private func seal(
        _ plaintext: [UInt8],
        to recipients: [Recipient],
        path: String
    ) async throws(VaultError) -> [UInt8] {
        do throws(CipherError) {
            return try await cipher.seal(plaintext, to: recipients.map(\.key.fingerprint))
        } catch {
            guard case .recipient(let fingerprint, let reason) = error else {
                throw .notSaved(path: path, reason: error.reason)
            }
            let named = recipients.first { $0.key.fingerprint == fingerprint }
            throw .recipient(name: named?.name ?? fingerprint, reason: reason)
        }
    }

    private func prove(
        _ bytes: [UInt8],
        of plaintext: [UInt8],
        to recipients: [Recipient],
        path: String
    ) async throws(VaultError) {
        let proof: OpenedMessage
        do throws(CipherError) {
            proof = try await cipher.open(bytes)
        } catch {
            throw .notSaved(
                path: path,
                reason: "what was encrypted could not be decrypted again: \(error.reason)"
            )
        }
        guard proof.plaintext == plaintext else {
            throw .notSaved(path: path, reason: "what was encrypted decrypts to something else")
        }
        guard PacketReader.isWhole(bytes) else {
            throw .notSaved(path: path, reason: "something else follows what was encrypted")
        }
        if let shape = SealedShape(bytes), shape.fits(plaintext: plaintext.count),
            shape.names(recipients)
        {
            memory.prove(shape.sessionKeys, for: recipients)
        }
    }
}

extension SealedShape {
    /// Whether there is a session key for a part of each recipient's key, and none for another.
    fileprivate func names(_ owners: [Recipient]) -> Bool {
        guard sessionKeys.count == owners.count else { return false }
        return owners.allSatisfy { owner in
            sessionKeys.contains { key in
                owner.key.parts.contains { $0.canEncrypt && $0.keyID == key.keyID }
            }
        }
    }
}
