extension ConnectionVault {
    /// Merges two ciphertexts of one file by generation, and encrypts the result where it is
    /// neither of them.
    ///
    /// Nothing is written. A base that can't be read counts as unknown: then more is kept.
    ///
    /// - Parameters:
    ///   - base: What both sides began with, where there is one.
    ///   - ours: One side.
    ///   - theirs: The other.
    ///   - path: Names the file in errors.
    /// - Throws: Where either side can't be read, the two are not one user's, or the result does
    ///   not prove to decrypt.
    /// - Returns: Bytes that decrypt here.
    package func merge(
        base: [UInt8]?,
        ours: [UInt8],
        theirs: [UInt8],
        path: String
    ) async throws(VaultError) -> SealedMerge {
        let our = try await userFile(ours, path: "\(path), our side")
        let their = try await userFile(theirs, path: "\(path), their side")
        guard our.user == their.user else {
            throw .broken(path: path, reason: "the two sides are files of different users")
        }
        var known: UserFile?
        if let base { known = try? await userFile(base, path: path) }
        let merge = UserFileMerge(base: known, ours: our, theirs: their)
        let bytes: [UInt8]
        if merge.file == our {
            bytes = ours
        } else if merge.file == their {
            bytes = theirs
        } else {
            bytes = try await sealAndProve(
                UserFileCodec.encode(merge.file),
                to: try await currentRecipients(),
                path: path
            )
        }
        return SealedMerge(user: our.user, bytes: bytes, notes: merge.notes)
    }

    /// The generations a ciphertext holds, by connection; for a copy that is not the vault's own.
    package func connections(
        in sealed: [UInt8],
        path: String
    ) async throws(VaultError) -> UserFile {
        try await userFile(sealed, path: path)
    }

    private func userFile(_ sealed: [UInt8], path: String) async throws(VaultError) -> UserFile {
        let opened = try await open(sealed, path: path)
        do throws(UserFileFault) {
            return try UserFileCodec.decode(opened.plaintext)
        } catch {
            throw .broken(path: path, reason: "\(error)")
        }
    }
}
