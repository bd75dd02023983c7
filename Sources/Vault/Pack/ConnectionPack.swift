internal import Documents
internal import Synchronization

/// The plaintexts of the connection files, sealed beside them: what makes a run that changes
/// nothing cost one gpg process instead of one a user.
///
/// The files stay the truth. An entry counts only where its digest is that of the file's
/// ciphertext, so a stale, foreign, damaged or missing pack costs time and nothing else.
final class ConnectionPack: Sendable {
    private struct Contents {
        var buckets: [String: PackBucket] = [:]
        /// When each bucket's file was written, by the file system's clock.
        var written: [String: Int64] = [:]
        var changed: Set<String> = []
        var isNew = false
        var hits = 0
        var misses = 0
    }

    /// The largest bucket that is read, in bytes.
    private static let sizeLimit = 256 << 20

    let layout: PackLayout
    private let folder: String
    private let files: any FileStore
    private let key: PackKey
    private let contents = Mutex(Contents())

    /// Makes a pack without reading anything; `isNew` says that its key is not on the disk yet.
    init(
        folder: String,
        layout: PackLayout,
        key: PackKey,
        isNew: Bool = false,
        files: any FileStore
    ) {
        contents.withLock { $0.isNew = isNew }
        self.folder = folder
        self.layout = layout
        self.key = key
        self.files = files
    }

    /// The key's text, for the vault to encrypt and keep.
    func encodedKey() -> [UInt8] { key.encoded() }

    /// Whether the key is still to be kept.
    var isNew: Bool { contents.withLock { $0.isNew } }

    func keyIsKept() { contents.withLock { $0.isNew = false } }

    /// How often a file's plaintext was found, and how often it was not.
    var counts: (hits: Int, misses: Int) { contents.withLock { ($0.hits, $0.misses) } }

    /// Whether anything is to be written.
    var hasChanged: Bool { contents.withLock { !$0.changed.isEmpty } }

    /// The user's entry, if the file has not been touched since it was made.
    func untouched(_ user: UserID, _ stamp: FileStamp?) -> PackEntry? {
        guard let stamp else { return nil }
        return withBucket(of: user) { contents, bucket in
            guard let entry = contents.buckets[bucket]?.entries[user.text], entry.stamp == stamp,
                let written = contents.written[bucket], stamp.hasRested(at: written)
            else { return nil }
            contents.hits += 1
            return entry
        }
    }

    /// The user's plaintext, if the entry was made of this very ciphertext.
    func plaintext(_ user: UserID, digest: String, stamp: FileStamp?) -> [UInt8]? {
        withBucket(of: user) { contents, bucket in
            guard var entry = contents.buckets[bucket]?.entries[user.text], entry.digest == digest
            else {
                contents.misses += 1
                return nil
            }
            contents.hits += 1
            // A clone has other inodes and times: remembered, so that the next run need not read.
            if let stamp, stamp != entry.stamp {
                entry.stamp = stamp
                contents.buckets[bucket]?.entries[user.text] = entry
                contents.changed.insert(bucket)
            }
            return entry.plaintext
        }
    }

    func remember(_ user: UserID, _ entry: PackEntry) {
        withBucket(of: user) { contents, bucket in
            guard contents.buckets[bucket]?.entries[user.text] != entry else { return }
            contents.buckets[bucket]?.entries[user.text] = entry
            contents.changed.insert(bucket)
        }
    }

    /// Lets go of what has not changed: everybody who was to be opened has been.
    func rest() {
        contents.withLock { contents in
            let changed = contents.changed
            contents.buckets = contents.buckets.filter { changed.contains($0.key) }
            contents.written = contents.written.filter { changed.contains($0.key) }
        }
    }

    /// Writes what changed, without the entries of users who are gone, and drops the rest.
    ///
    /// - Returns: The first bucket's refusal; a pack that can't be written costs the next run time.
    func close(keeping users: Set<UserID>) -> FileError? {
        contents.withLock { contents in
            var refusal = hide()
            for name in contents.changed.sorted() {
                guard var bucket = contents.buckets[name] else { continue }
                bucket.entries = bucket.entries.filter { id, _ in
                    UserID(id).map(users.contains) ?? false
                }
                guard let sealed = key.seal(bucket.encoded(), as: layout.path(of: name)) else {
                    continue
                }
                do throws(FileError) {
                    try files.replace(path(name), with: sealed, mode: 0o600)
                } catch {
                    refusal = refusal ?? error
                }
            }
            (contents.buckets, contents.written, contents.changed) = ([:], [:], [])
            return refusal
        }
    }

    /// Removes what packs of other sizes have left behind; what can't be removed is harmless.
    func sweep() {
        for other in PackLayout.folders where other != layout.folderName {
            let path = "\(folder)/\(other)"
            for name in (try? files.list(path)) ?? [] { try? files.remove("\(path)/\(name)") }
        }
    }

    /// What was kept under a name; `nil` where there is nothing that can be believed.
    func note(_ name: String) -> PackNote? {
        let place = layout.path(ofNote: name)
        guard let sealed = try? files.read("\(folder)/\(place)", limit: Self.sizeLimit),
            let bytes = key.open(sealed, as: place)
        else { return nil }
        let written = files.stamp("\(folder)/\(place)")?.modified
        return PackNote(bytes: bytes, writtenAt: written ?? .min)
    }

    func keep(_ bytes: [UInt8], as name: String) throws(FileError) {
        let place = layout.path(ofNote: name)
        guard let sealed = key.seal(bytes, as: place) else { return }
        if let refusal = hide() { throw refusal }
        try files.replace("\(folder)/\(place)", with: sealed, mode: 0o600)
    }

    /// Keeps git from taking the folder in: a caller's repository need not know of it.
    private func hide() -> FileError? {
        let path = "\(folder)/.gitignore"
        do throws(FileError) {
            guard try files.read(path, limit: 1 << 10) == nil else { return nil }
            try files.replace(path, with: Array("*\n".utf8), mode: 0o644)
            return nil
        } catch {
            return error
        }
    }

    /// How large the buckets of these users are on disk, in bytes.
    func size(of users: [UserID]) -> Int {
        Set(users.map(layout.bucket)).reduce(0) { sum, bucket in
            sum + Int(files.stamp(path(bucket))?.size ?? 0)
        }
    }

    private func path(_ bucket: String) -> String { "\(folder)/\(layout.path(of: bucket))" }

    /// Works on the contents with the user's bucket at hand.
    private func withBucket<Value: Sendable>(
        of user: UserID,
        _ body: (inout sending Contents, String) -> Value
    ) -> Value {
        let name = layout.bucket(of: user)
        return contents.withLock { contents in
            if contents.buckets[name] == nil {
                contents.buckets[name] = read(name)
                contents.written[name] = files.stamp(path(name))?.modified
            }
            return body(&contents, name)
        }
    }

    private func read(_ name: String) -> PackBucket {
        guard let sealed = try? files.read(path(name), limit: Self.sizeLimit),
            let plaintext = key.open(sealed, as: layout.path(of: name)),
            let bucket = PackBucket(decoding: plaintext)
        else { return PackBucket() }
        return bucket
    }
}
