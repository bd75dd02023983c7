internal import Glibc

extension FileStamp {
    /// What `stat(2)` tells of a file.
    init(_ status: stat) {
        self.init(
            size: Int64(status.st_size),
            inode: UInt64(status.st_ino),
            modified: Self.nanoseconds(status.st_mtim),
            changed: Self.nanoseconds(status.st_ctim)
        )
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
