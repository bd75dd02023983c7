internal import Documents

extension ConnectionVault {
    /// Encrypts a file, proves that it decrypts, and puts it in place of the old one.
    ///
    /// The digest is of the file it replaces, as it was read; `nil` when there was none. What
    /// comes back is the file as it is on disk: times to the second, connections sorted.
    package func save(
        _ file: UserFile,
        replacing digest: String?
    ) async throws(VaultError) -> StoredUserFile {
        let path = path(of: file.user)
        try await refuseIfChanged(path: path, since: digest)
        try await refuseShrinking(file, from: digest)
        let plaintext = UserFileCodec.encode(file)
        // What can't be read back is not written: two connections of one name, an empty label.
        do throws(UserFileFault) {
            _ = try UserFileCodec.decode(plaintext)
        } catch {
            throw .notSaved(path: path, reason: "\(error)")
        }
        let recipients = try await currentRecipients()
        let sealed = try await sealAndProve(plaintext, to: recipients, path: path)
        try await replace(file.user, with: sealed.bytes, since: digest)
        let new = CiphertextDigest.text(of: sealed.bytes)
        let stored = try remember(sealed.proof.plaintext, digest: new, user: file.user)
        // Without a stamp: somebody else may have written between the renaming and the look.
        memory.pack?.remember(
            file.user,
            PackEntry(digest: new, stamp: nil, plaintext: sealed.proof.plaintext)
        )
        return stored
    }

    /// Encrypts and decrypts again: the only ciphertext that may replace another.
    func sealAndProve(
        _ plaintext: [UInt8],
        to recipients: [Recipient],
        path: String
    ) async throws(VaultError) -> (bytes: [UInt8], proof: OpenedMessage) {
        let bytes: [UInt8]
        let proof: OpenedMessage
        do throws(CipherError) {
            bytes = try await cipher.seal(plaintext, to: recipients.map(\.key.fingerprint))
        } catch {
            guard case .recipient(let fingerprint, let reason) = error else {
                throw .notSaved(path: path, reason: error.reason)
            }
            let named = recipients.first { $0.key.fingerprint == fingerprint }
            throw .recipient(name: named?.name ?? fingerprint, reason: reason)
        }
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
        return (bytes, proof)
    }

    /// Puts proved bytes in place, if the file is still the one that was read.
    func replace(
        _ user: UserID,
        with bytes: [UInt8],
        since digest: String?
    ) async throws(VaultError) {
        try await replace(path: path(of: user), with: bytes, since: digest)
    }

    func replace(
        path: String,
        with bytes: [UInt8],
        since digest: String?
    ) async throws(VaultError) {
        try await refuseIfChanged(path: path, since: digest)
        do throws(FileError) {
            try await disk.perform { files throws(FileError) in
                try files.replace(path, with: bytes, mode: 0o600)
            }
        } catch {
            throw .notSaved(path: path, reason: error.reason)
        }
    }

    /// Throws `changed` where the file on disk is not the one of that digest; decrypts nothing.
    package func refuseIfChanged(
        _ user: UserID,
        since digest: String?
    ) async throws(VaultError) {
        try await refuseIfChanged(path: path(of: user), since: digest)
    }

    func refuseIfChanged(path: String, since digest: String?) async throws(VaultError) {
        let current = try await readSealed(path: path).map { CiphertextDigest.text(of: $0) }
        guard current == digest else { throw .changed(path: path) }
    }

    /// Refuses a file that is older than the one it would replace.
    private func refuseShrinking(
        _ file: UserFile,
        from digest: String?
    ) async throws(VaultError) {
        guard let digest else { return }
        if memory.generations(digest: digest) == nil { _ = try await load(file.user) }
        // A file that changed in between is found out before it is replaced.
        let earlier = memory.generations(digest: digest) ?? [:]
        for connection in file.connections {
            let name = ConnectionName(connection)
            guard let generation = earlier[name], connection.generation < generation else {
                continue
            }
            throw .notSaved(
                path: path(of: file.user),
                reason: "\(name) would go back from generation \(generation) "
                    + "to \(connection.generation)"
            )
        }
    }
}
