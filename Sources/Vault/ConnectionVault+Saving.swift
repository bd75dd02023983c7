internal import Documents

extension ConnectionVault {
    /// Encrypts a file, proves the ciphertext, and puts it in place of the old one.
    ///
    /// The proof is to decrypt it again, or, where that was done for these recipients before, to
    /// find every packet where gpg puts it and the body as long as this plaintext makes it.
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
        let bytes = try await sealLikeProved(plaintext, to: recipients, path: path)
        try await replace(file.user, with: bytes, since: digest)
        let new = CiphertextDigest.text(of: bytes)
        let stored = try remember(plaintext, digest: new, nil, user: file.user)
        // Without a stamp: somebody else may have written between the renaming and the look.
        memory.pack?.remember(
            file.user,
            PackEntry(digest: new, stamp: nil, plaintext: plaintext)
        )
        return stored
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
        try await saves.replace(path, with: bytes, since: digest)
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
