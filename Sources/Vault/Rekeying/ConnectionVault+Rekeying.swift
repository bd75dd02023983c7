internal import Documents
package import FoundationEssentials

extension ConnectionVault {
    /// Encrypts every file anew, to the recipients `.gpg-id` names now, and proves each.
    ///
    /// Throws before any file is touched when a recipient can't be used. One bad file stays as it
    /// is and stops no other.
    package func rekey(now: Date) async throws(VaultError) -> RekeyReport {
        _ = try await proveRecipients(now: now)
        // Whoever could read the old key could read every pack to come.
        do throws(FileError) {
            try dropPack()
        } catch {
            throw .notSaved(path: packKeyPath, reason: error.reason)
        }
        let recipients = try await currentRecipients()
        let listing = try listing()
        let owners = KeyOwners(cipher)
        var files: [RekeyedFile?] = Array(repeating: nil, count: listing.users.count)
        await withTaskGroup(of: (Int, RekeyedFile).self) { group in
            for (index, user) in listing.users.enumerated() {
                // Enough in flight to keep every lane busy, whatever their number.
                if index >= 16, let (done, file) = await group.next() { files[done] = file }
                group.addTask { (index, await rekey(user, to: recipients, owners)) }
            }
            for await (index, file) in group { files[index] = file }
        }
        var documents: [RekeyedDocument] = []
        for document in SealedDocument.allCases {
            if let done = await rekey(document, to: recipients, owners) { documents.append(done) }
        }
        return RekeyReport(
            files: files.compactMap(\.self),
            documents: documents,
            strangers: listing.strangers
        )
    }

    /// `nil` where there is no such document.
    private func rekey(
        _ document: SealedDocument,
        to recipients: [Recipient],
        _ owners: KeyOwners
    ) async -> RekeyedDocument? {
        let path = path(of: document)
        var report = RekeyedDocument(path: path, failure: nil, removedKeys: [])
        do throws(VaultError) {
            guard let old = try await readSealed(path: path) else { return nil }
            let opened = try await open(old, path: path)
            report.removedKeys = await removedKeys(opened, recipients, owners)
            let sealed = try await sealAndProve(opened.plaintext, to: recipients, path: path)
            try await replace(
                path: path,
                with: sealed,
                since: CiphertextDigest.text(of: old)
            )
        } catch {
            report.failure = error
        }
        return report
    }

    /// The keys that could read a message and are no recipients any more.
    private func removedKeys(
        _ opened: OpenedMessage,
        _ recipients: [Recipient],
        _ owners: KeyOwners
    ) async -> [RemovedKey] {
        let staying = Set(recipients.flatMap(\.key.parts).map(\.keyID))
        var removed: [RemovedKey] = []
        for keyID in opened.keyIDs where !staying.contains(keyID) {
            removed.append(RemovedKey(keyID: keyID, owner: await owners.name(of: keyID)))
        }
        return removed
    }

    private func rekey(
        _ user: UserID,
        to recipients: [Recipient],
        _ owners: KeyOwners
    ) async -> RekeyedFile {
        let path = path(of: user)
        var report = RekeyedFile(
            user: user,
            path: path,
            failure: nil,
            removedKeys: [],
            exposedGrants: []
        )
        do throws(VaultError) {
            guard let old = try await readSealed(user) else { return report }
            let opened = try await open(old, path: path)
            let file = try decode(opened.plaintext, user: user)
            // Known even where the rest fails: what was readable was readable.
            report.removedKeys = await removedKeys(opened, recipients, owners)
            if !report.removedKeys.isEmpty { report.exposedGrants = Self.grants(in: file) }
            // The very bytes: members this version doesn't know stay.
            let sealed = try await sealAndProve(opened.plaintext, to: recipients, path: path)
            try await replace(user, with: sealed, since: CiphertextDigest.text(of: old))
        } catch {
            report.failure = error
        }
        return report
    }

    private static func grants(in file: UserFile) -> [ExposedGrant] {
        file.connections
            .filter { $0.grant != nil || $0.pendingCode != nil }
            .map { ExposedGrant(user: file.user, provider: $0.provider, label: $0.label) }
    }
}
