/// The house's seam to the disk: no more surface than the code uses.
///
/// A missing file or folder is `nil` or an empty list, never an error. Paths are as the user gave
/// them, relative to the working directory or absolute.
package protocol FileStore: Sendable {
    /// The bytes of a regular file no larger than `limit`; `nil` when there is none.
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]?

    /// The same, with the file's stamp.
    func readStamped(_ path: String, limit: Int) throws(FileError) -> StampedBytes?

    /// The bytes, and refused where the file's own name is a link: what was put there is not what
    /// would be read.
    func readUnlinked(_ path: String, limit: Int) throws(FileError) -> [UInt8]?

    /// The names in a folder, sorted bytewise; empty when there is no such folder.
    func list(_ path: String) throws(FileError) -> [String]

    /// Puts `bytes` in place of the file: written beside it, synced, renamed, folder synced.
    ///
    /// Creates missing parent folders. A crash leaves the old file or the new one, never a mixture.
    func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(FileError)

    /// Puts many files in place, each as `replace` does, none keeping another back.
    ///
    /// Returns what became of each, in their order: `nil` where it is in place, and durable.
    func replaceAll(_ changes: [FileChange], mode: UInt32) -> [FileError?]

    /// Removes a file; no error when there is none.
    func remove(_ path: String) throws(FileError)

    /// Renames a file over another on the same volume, and syncs the folder.
    func move(_ path: String, to destination: String) throws(FileError)

    /// What a regular file's stamp is; `nil` where there is none or the store can't tell.
    func stamp(_ path: String) -> FileStamp?
}

extension FileStore {
    package func stamp(_ path: String) -> FileStamp? { nil }
}

extension FileStore {
    /// The stamp first, then the bytes.
    package func readStamped(_ path: String, limit: Int) throws(FileError) -> StampedBytes? {
        let stamp = stamp(path)
        return try read(path, limit: limit).map { StampedBytes(bytes: $0, stamp: stamp) }
    }
}

extension FileStore {
    /// One after the other.
    package func replaceAll(_ changes: [FileChange], mode: UInt32) -> [FileError?] {
        changes.map { change in
            do throws(FileError) {
                try replace(change.path, with: change.bytes, mode: mode)
                return nil
            } catch {
                return error
            }
        }
    }
}

extension FileStore {
    /// A store without links has nothing to refuse.
    package func readUnlinked(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        try read(path, limit: limit)
    }
}
