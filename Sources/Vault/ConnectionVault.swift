package import Documents
package import FoundationEssentials

/// The connection files, one a user, each encrypted to the recipients that `.gpg-id` names.
///
/// In: files and a cipher. Out: values. It never waits for the network, never prints, and never
/// writes a file it has not proved. Calls may run side by side; those for one user
/// should not.
package struct ConnectionVault: Sendable {
    /// The largest ciphertext that is read, in bytes.
    package static let sizeLimit = 16 << 20

    package let directory: String
    let files: any FileStore
    let cipher: any Cipher
    let disk: DiskLane
    let saves: SaveQueue
    let now: @Sendable () -> Date
    let memory = VaultMemory()

    /// Builds a vault; the clock is asked only when a run saves without having proved recipients.
    package init(
        directory: String,
        files: any FileStore,
        cipher: any Cipher,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.now = now
        self.directory = directory
        self.files = files
        self.cipher = cipher
        disk = DiskLane(files)
        saves = SaveQueue(files)
    }

    /// How many files it takes at the same time to keep its lanes at work and each sync worth the wait.
    package var savesAtOnce: Int { 2 * cipher.lanes }

    /// Where a user's file is, whether there is one or not.
    package func path(of user: UserID) -> String {
        "\(directory)/\(user.text).gpg"
    }

    /// The users who have a file, sorted; files with other names are left out.
    package func users() throws(VaultError) -> [UserID] {
        try listing().users
    }

    /// What is in the directory, names that are no user's included.
    package func listing() throws(VaultError) -> VaultListing {
        do throws(FileError) {
            return VaultListing(names: try files.list(directory))
        } catch {
            throw .unusable(reason: "\(error)")
        }
    }

    /// Reads and decrypts a user's file; `nil` when there is none.
    ///
    /// A file that the pack knows is not decrypted, and not even read where nobody has touched it.
    package func load(_ user: UserID) async throws(VaultError) -> StoredUserFile? {
        let path = path(of: user)
        let pack = memory.pack
        let stamp = pack == nil ? nil : files.stamp(path)
        if let entry = pack?.untouched(user, stamp) {
            return try remember(entry.plaintext, digest: entry.digest, stamp, user: user)
        }
        guard let sealed = try await readSealed(user) else { return nil }
        let digest = CiphertextDigest.text(of: sealed)
        if let plaintext = pack?.plaintext(user, digest: digest, stamp: stamp) {
            return try remember(plaintext, digest: digest, stamp, user: user)
        }
        let opened = try await open(sealed, path: path)
        let stored = try remember(opened.plaintext, digest: digest, stamp, user: user)
        pack?.remember(
            user,
            PackEntry(digest: digest, stamp: stamp, plaintext: opened.plaintext)
        )
        return stored
    }

    /// The ciphertext of a user's file; `nil` when there is none.
    func readSealed(_ user: UserID) async throws(VaultError) -> [UInt8]? {
        try await readSealed(path: path(of: user))
    }

    func readSealed(path: String) async throws(VaultError) -> [UInt8]? {
        do throws(FileError) {
            return try await disk.perform { files throws(FileError) in
                try files.read(path, limit: Self.sizeLimit)
            }
        } catch {
            throw Self.unreadable(path, error)
        }
    }

    /// Without an errno it was the size or the kind of the file that was refused.
    static func unreadable(_ path: String, _ error: FileError) -> VaultError {
        error.code == nil
            ? .broken(path: path, reason: error.reason)
            : .locked(path: path, reason: error.reason)
    }

    func open(_ sealed: [UInt8], path: String) async throws(VaultError) -> OpenedMessage {
        guard !sealed.isEmpty else { throw .broken(path: path, reason: "it is empty") }
        do throws(CipherError) {
            return try await cipher.open(sealed)
        } catch {
            switch error {
            case .broken(let reason): throw .broken(path: path, reason: reason)
            case .locked(let reason), .unusable(let reason), .recipient(_, let reason):
                throw .locked(path: path, reason: reason)
            }
        }
    }

    func decode(_ plaintext: [UInt8], user: UserID) throws(VaultError) -> UserFile {
        let path = path(of: user)
        do throws(UserFileFault) {
            let file = try UserFileCodec.decode(plaintext)
            guard file.user == user else {
                throw UserFileFault(
                    place: "$.user",
                    reason: "it is the file of another user under this name"
                )
            }
            return file
        } catch {
            throw .broken(path: path, reason: "\(error)")
        }
    }

    func remember(
        _ plaintext: [UInt8],
        digest: String,
        _ stamp: FileStamp?,
        user: UserID
    ) throws(VaultError) -> StoredUserFile {
        let file = try decode(plaintext, user: user)
        memory.remember(file, digest: digest)
        return StoredUserFile(file: file, digest: digest, stamp: stamp)
    }
}
