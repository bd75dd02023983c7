/// What tells cheaply that a file has not been written since: its size, its inode and its times.
package struct FileStamp: Hashable, Sendable {
    /// In bytes.
    package var size: Int64
    package var inode: UInt64
    /// Nanoseconds since 1970, of the file system's clock.
    package var modified: Int64
    /// Nanoseconds since 1970; no program can set it back.
    package var changed: Int64

    package init(size: Int64, inode: UInt64, modified: Int64, changed: Int64) {
        self.size = size
        self.inode = inode
        self.modified = modified
        self.changed = changed
    }

    /// Whether the file had rested for two seconds at a moment of the file system's clock.
    ///
    /// One that was written in the very moment it was looked at may be written again within the
    /// clock's grain, and have the same stamp.
    package func hasRested(at moment: Int64) -> Bool {
        let newest = max(modified, changed)
        return moment > newest && moment - newest >= 2_000_000_000
    }
}
