internal import Glibc

extension LocalFileStore {
    /// A replacement under way: all bytes are in the temporary file.
    private struct Pending {
        let index: Int
        let path: String
        let temporary: String
    }

    /// Puts many files in place and waits for the disk once for all, instead of twice for each.
    ///
    /// Each file is the old one or the new one after a crash, as after `replace`: no rename before
    /// all bytes are on the medium, by `syncfs(2)`. That waits for what others write to the same
    /// file system, too, and still takes a thousandth of the time of a thousand calls of `fsync`.
    package func replaceAll(_ changes: [FileChange], mode: UInt32) -> [FileError?] {
        guard changes.count > 1 else {
            return changes.map { change in
                Self.failure { () throws(FileError) in
                    try replace(change.path, with: change.bytes, mode: mode)
                }
            }
        }
        var failures: [FileError?] = changes.map { _ in nil }
        var pending: [Pending] = []
        for (index, change) in changes.enumerated() {
            let folder = FilePath.folder(of: change.path)
            let temporary = FilePath.join(folder, TemporaryName.random())
            failures[index] = step(change.path, temporary) { () throws(DiskFailure) in
                try Self.write(change.bytes, to: temporary, mode: mode)
                passing?(.written, change.path)
            }
            guard failures[index] == nil else { continue }
            pending.append(Pending(index: index, path: change.path, temporary: temporary))
        }
        pending = synced(pending, &failures)
        var folders: [String: [Int]] = [:]
        for file in pending {
            failures[file.index] = step(file.path, file.temporary) { () throws(DiskFailure) in
                try PathCall.rename(file.temporary, file.path)
                passing?(.renamed, file.path)
            }
            guard failures[file.index] == nil else { continue }
            folders[FilePath.folder(of: file.path), default: []].append(file.index)
        }
        for (folder, indices) in folders {
            let failure = Self.failure { () throws(FileError) in
                try attempt(.replace, folder) { () throws(DiskFailure) in
                    try Self.syncFolder(folder)
                }
            }
            guard let failure else { continue }
            for index in indices { failures[index] = failure }
        }
        return failures
    }

    /// Waits until all that is pending is on the medium; drops what can't be brought there.
    private func synced(_ pending: [Pending], _ failures: inout [FileError?]) -> [Pending] {
        let isWhole = Self.syncVolumes(of: pending.map(\.temporary))
        return pending.filter { file in
            failures[file.index] = step(file.path, file.temporary) { () throws(DiskFailure) in
                // A file system that can't be synced as a whole is asked file by file.
                if !isWhole { try OpenFile(file.temporary, O_RDONLY).sync() }
                passing?(.synced, file.path)
            }
            return failures[file.index] == nil
        }
    }

    /// Syncs each file system that has one of the files, once; false where one can't be.
    private static func syncVolumes(of paths: [String]) -> Bool {
        var seen: Set<dev_t> = []
        for folder in Set(paths.map(FilePath.folder(of:))) {
            do throws(DiskFailure) {
                let opened = try OpenFile(folder, O_RDONLY | O_DIRECTORY)
                guard seen.insert(try opened.volume()).inserted else { continue }
                try opened.syncVolume()
            } catch {
                return false
            }
        }
        return true
    }

    private static func write(
        _ bytes: [UInt8],
        to temporary: String,
        mode: UInt32
    ) throws(DiskFailure) {
        let folder = FilePath.folder(of: temporary)
        let file = try withFolder(folder, mode: folderMode(for: mode)) { () throws(DiskFailure) in
            try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
        }
        try file.write(bytes)
        try file.close()
    }

    /// One step of a replacement; where it fails, the temporary file goes.
    private func step(
        _ path: String,
        _ temporary: String,
        _ work: () throws(DiskFailure) -> Void
    ) -> FileError? {
        let failure = Self.failure { () throws(FileError) in
            try attempt(.replace, path) { () throws(DiskFailure) in try work() }
        }
        if failure != nil { try? PathCall.unlink(temporary) }
        return failure
    }

    private static func failure(_ work: () throws(FileError) -> Void) -> FileError? {
        do throws(FileError) {
            try work()
            return nil
        } catch {
            return error
        }
    }
}
