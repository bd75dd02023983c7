internal import Documents

extension ConnectionVault {
    /// The folder of the pack: git-ignored, safe to lose.
    package var packPath: String { "\(directory)/.pack" }

    /// The folders of the pack's buckets, whether they are there or not.
    package var packFolders: [String] { PackLayout.folders.map { "\(packPath)/\($0)" } }

    /// The pack's key, encrypted to the recipients: tracked, so that a restored pack opens.
    package var packKeyPath: String { "\(directory)/.pack-key" }

    /// Opens the pack for a run over so many users, with one decryption at most.
    ///
    /// Where its key can't be opened a new one takes its place as soon as the pack is written, if the
    /// recipients can be encrypted to and we are one of them.
    ///
    /// - Returns: Why the pack begins anew, where there was one; one sentence, lower case, no final
    ///   stop.
    @discardableResult
    package func openPack(users: Int) async -> String? {
        let layout = PackLayout(users: users)
        let key: PackKey
        var isNew = false
        var warning: String?
        switch await packKey() {
        case .found(let found): key = found
        case .none: (key, isNew) = (PackKey(), true)
        case .foreign(let reason):
            (key, isNew) = (PackKey(), true)
            warning =
                "\(packKeyPath) can't be opened (\(reason)): the pack begins anew under another key, "
                + "which costs this run time"
        case .unusable: return nil
        }
        memory.use(
            ConnectionPack(
                folder: packPath,
                layout: layout,
                key: key,
                isNew: isNew,
                files: files
            )
        )
        return warning
    }

    /// Lets go of the plaintexts that are on the disk: nobody else is to be opened.
    package func restPack() {
        memory.pack?.rest()
    }

    /// Writes what the run learned for the next one; the entries of users who are gone are dropped.
    ///
    /// A refusal comes back as a sentence: the next run then takes longer, and nothing else.
    package func closePack(keeping users: [UserID]) async -> String? {
        guard let pack = memory.pack else { return nil }
        memory.use(nil)
        pack.sweep()
        guard pack.hasChanged else { return nil }
        do throws(VaultError) {
            try await saveKey(of: pack)
        } catch {
            return error.sentence
        }
        return pack.close(keeping: Set(users))?.description
    }

    /// How many files of this run came from the pack, and how many gpg had to open.
    package var packCounts: (hits: Int, misses: Int)? { memory.pack?.counts }

    enum FoundKey {
        case found(PackKey)
        case none
        /// Sealed to others, damaged, or no key at all.
        case foreign(reason: String)
        /// The disk or gpg itself fails, which says nothing of the key.
        case unusable
    }

    func packKey() async -> FoundKey {
        let sealed: [UInt8]?
        do throws(FileError) {
            sealed = try files.read(packKeyPath, limit: 1 << 20)
        } catch {
            return .unusable
        }
        guard let sealed else { return .none }
        do throws(CipherError) {
            let text = try await cipher.open(sealed).plaintext
            return PackKey(decoding: text).map { .found($0) } ?? .foreign(reason: "it is no key")
        } catch {
            switch error {
            case .locked(let reason), .broken(let reason): return .foreign(reason: reason)
            case .recipient, .unusable: return .unusable
            }
        }
    }

    /// Keeps the key of a new pack, before anything is sealed under it.
    func saveKey(of pack: ConnectionPack) async throws(VaultError) {
        guard pack.isNew else { return }
        let sealed = try await sealAndProve(
            pack.encodedKey(),
            to: try await currentRecipients(),
            path: packKeyPath
        )
        do throws(FileError) {
            try files.replace(packKeyPath, with: sealed, mode: 0o600)
        } catch {
            throw .notSaved(path: packKeyPath, reason: error.reason)
        }
        pack.keyIsKept()
    }
}
