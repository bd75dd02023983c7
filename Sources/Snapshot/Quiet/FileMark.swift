package import Documents
import Vault

/// What a file held when a run left it: enough to tell later that it still does.
package struct FileMark: Hashable, Sendable {
    /// SHA-256 of its bytes, in hex.
    package var digest: String
    /// `nil` where somebody may have written between the run's writing and its look.
    package var stamp: FileStamp?

    package init(digest: String, stamp: FileStamp?) {
        self.digest = digest
        self.stamp = stamp
    }

    /// How a file compares with its mark.
    enum Look: Hashable {
        /// Nobody has touched it.
        case untouched
        /// It was read, and holds the same; the new mark spares the next reading.
        case same(FileMark)
        case different
    }

    /// Whether a file with this stamp is the one that was marked.
    func isUntouched(_ now: FileStamp, written: Int64) -> Bool {
        now == stamp && now.hasRested(at: written)
    }

    /// Looks whether a file still holds what it held, reading it only where its stamp can't tell.
    ///
    /// `written` is when the mark was written down, by the file system's clock.
    func look(at path: String, limit: Int, written: Int64, in files: any FileStore) -> Look {
        if let now = files.stamp(path), isUntouched(now, written: written) { return .untouched }
        guard let found = try? files.readStamped(path, limit: limit),
            CiphertextDigest.text(of: found.bytes) == digest
        else { return .different }
        return .same(FileMark(digest: digest, stamp: found.stamp))
    }
}
