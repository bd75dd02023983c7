internal import Documents

extension ConnectionVault {
    /// The ciphertexts of several users as one armored message to the recipients.
    ///
    /// Safe in a log: who can't read the connection files can't read it either.
    ///
    /// - Throws: Where gpg can't encrypt, or what it made does not prove to decrypt.
    package func rescueMessage(_ files: [UserID: [UInt8]]) async throws(VaultError) -> String {
        let sealed = try await sealAndProve(
            RescueBundle(files: files).encode(),
            to: try await currentRecipients(),
            path: directory
        )
        return Armor.text(of: sealed)
    }

    /// Brings back what a rescue message holds, each file merged by generation with what is here.
    ///
    /// - Parameters:
    ///   - message: The OpenPGP message, out of its armor.
    ///   - source: Names it in errors.
    /// - Throws: Where the message can't be read; nothing was changed then.
    /// - Returns: What became of each file, sorted by user.
    package func rescue(
        _ message: [UInt8],
        from source: String
    ) async throws(VaultError) -> [RescuedFile] {
        let opened = try await open(message, path: source)
        guard let bundle = RescueBundle(opened.plaintext) else {
            throw .broken(path: source, reason: "what is encrypted is no rescue message")
        }
        var outcomes: [RescuedFile] = []
        for (user, bytes) in bundle.files.sorted(by: { $0.key < $1.key }) {
            do throws(VaultError) {
                outcomes.append(try await restore(user, bytes))
            } catch {
                outcomes.append(RescuedFile(user: user, outcome: .failed(error), notes: []))
            }
        }
        return outcomes
    }

    private func restore(
        _ user: UserID,
        _ bytes: [UInt8]
    ) async throws(VaultError) -> RescuedFile {
        let path = path(of: user)
        let rescued = try await connections(in: bytes, path: path)
        guard rescued.user == user else {
            throw .broken(path: path, reason: "it is the file of another user under this name")
        }
        guard let here = try await readSealed(user) else {
            try await replace(user, with: bytes, since: nil)
            return RescuedFile(user: user, outcome: .restored, notes: [])
        }
        let merge = try await merge(base: nil, ours: here, theirs: bytes, path: path)
        guard merge.bytes != here else {
            return RescuedFile(user: user, outcome: .known, notes: [])
        }
        try await replace(user, with: merge.bytes, since: CiphertextDigest.text(of: here))
        return RescuedFile(user: user, outcome: .merged, notes: merge.notes)
    }
}
