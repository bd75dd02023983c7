internal import Documents

extension ConnectionVault {
    /// Where a document is, whether there is one or not.
    package func path(of document: SealedDocument) -> String {
        "\(directory)/\(document.fileName)"
    }

    /// Reads and decrypts a document; `nil` when there is none.
    package func load(_ document: SealedDocument) async throws(VaultError) -> StoredDocument? {
        let path = path(of: document)
        guard let sealed = try await readSealed(path: path) else { return nil }
        return StoredDocument(
            plaintext: try await open(sealed, path: path).plaintext,
            digest: CiphertextDigest.text(of: sealed)
        )
    }

    /// Encrypts a document, proves that it decrypts, and puts it in place of the old one.
    ///
    /// - Parameters:
    ///   - plaintext: What is to be in it.
    ///   - document: Which one.
    ///   - digest: That of the file it replaces, as it was read; `nil` when there was none.
    /// - Throws: `changed` where somebody else has written it since.
    package func save(
        _ plaintext: [UInt8],
        as document: SealedDocument,
        replacing digest: String?
    ) async throws(VaultError) {
        let path = path(of: document)
        try await refuseIfChanged(path: path, since: digest)
        let sealed = try await sealAndProve(
            plaintext,
            to: try await currentRecipients(),
            path: path
        )
        try await replace(path: path, with: sealed, since: digest)
    }

    /// The plaintexts of two sides of a document, for whoever knows how to put them together.
    package func opened(
        _ sealed: [UInt8],
        path: String
    ) async throws(VaultError) -> [UInt8] {
        try await open(sealed, path: path).plaintext
    }

    /// Encrypts to the current recipients, and proves that it decrypts; nothing is written.
    package func sealed(
        _ plaintext: [UInt8],
        path: String
    ) async throws(VaultError) -> [UInt8] {
        try await sealAndProve(plaintext, to: try await currentRecipients(), path: path)
    }
}
