internal import Glibc

/// The disk.
///
/// Links are followed when a file is read, since mounted configuration is made of them; a file
/// that is replaced is replaced itself, never what a link of its name points to. The mode given for
/// a new file is narrowed by the process's umask. Calls block: they belong on a thread of their own
/// where the disk may be slow.
package struct LocalFileStore: FileStore {
    /// Called at each moment of a replacement, with the file's path; `nil` but in a test.
    let passing: (@Sendable (WritePoint, String) -> Void)?

    package init(passing: (@Sendable (WritePoint, String) -> Void)? = nil) {
        self.passing = passing
    }

    package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        try contents(path, limit: limit, 0)?.bytes
    }

    package func readStamped(_ path: String, limit: Int) throws(FileError) -> StampedBytes? {
        try contents(path, limit: limit, 0)
    }

    package func readUnlinked(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        try contents(path, limit: limit, O_NOFOLLOW)?.bytes
    }

    private func contents(
        _ path: String,
        limit: Int,
        _ flags: Int32
    ) throws(FileError) -> StampedBytes? {
        try attempt(.read, path) { () throws(DiskFailure) in
            do throws(DiskFailure) {
                // Opening a pipe would otherwise wait for its other end.
                let file = try OpenFile(path, O_RDONLY | O_NONBLOCK | flags)
                return try file.stampedContents(limit: limit)
            } catch {
                if error == .system(.loop), flags == O_NOFOLLOW {
                    throw .refused("it is a symbolic link")
                }
                guard error == .system(.missing) else { throw error }
                return nil
            }
        }
    }

    /// The names in a folder, without those of files that are just being written.
    package func list(_ path: String) throws(FileError) -> [String] {
        try names(in: path)
            .filter { !TemporaryName.matches($0) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func replace(
        _ path: String,
        with bytes: [UInt8],
        mode: UInt32
    ) throws(FileError) {
        try attempt(.replace, path) { () throws(DiskFailure) in
            let folder = FilePath.folder(of: path)
            let temporary = FilePath.join(folder, TemporaryName.random())
            do throws(DiskFailure) {
                let folderMode = Self.folderMode(for: mode)
                let file = try Self.withFolder(folder, mode: folderMode) {
                    () throws(DiskFailure) in
                    try OpenFile(
                        temporary,
                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                        mode: mode
                    )
                }
                try file.write(bytes)
                passing?(.written, path)
                try file.sync()
                try file.close()
                passing?(.synced, path)
                try PathCall.rename(temporary, path)
                passing?(.renamed, path)
            } catch {
                try? PathCall.unlink(temporary)
                throw error
            }
            try Self.syncFolder(folder)
        }
    }

    package func remove(_ path: String) throws(FileError) {
        try attempt(.remove, path) { () throws(DiskFailure) in
            do throws(DiskFailure) {
                try PathCall.unlink(path)
                try Self.syncFolder(FilePath.folder(of: path))
            } catch {
                guard error == .system(.missing) else { throw error }
            }
        }
    }

    /// Renames a file over another on the same volume, makes missing folders, and syncs both.
    package func move(_ path: String, to destination: String) throws(FileError) {
        try attempt(.move, path) { () throws(DiskFailure) in
            let folder = FilePath.folder(of: destination)
            // Asked first, so that a move of nothing makes no folders.
            try PathCall.access(path)
            try Self.withFolder(folder, mode: 0o755) { () throws(DiskFailure) in
                try PathCall.rename(path, destination)
            }
            try Self.syncFolder(folder)
            let origin = FilePath.folder(of: path)
            if origin != folder { try Self.syncFolder(origin) }
        }
    }

    package func stamp(_ path: String) -> FileStamp? {
        guard !path.utf8.contains(0) else { return nil }
        var status = stat()
        guard unsafe fstatat(AT_FDCWD, path, &status, 0) == 0,
            status.st_mode & S_IFMT == S_IFREG
        else {
            return nil
        }
        return FileStamp(status)
    }

    /// Removes what writers that were killed have left in a folder, and tells how many files.
    ///
    /// Only for who alone writes there: another process's unfinished file looks the same.
    @discardableResult
    package func removeLeftovers(in folder: String) throws(FileError) -> Int {
        let leftovers = try names(in: folder).filter(TemporaryName.matches)
        for name in leftovers { try remove(FilePath.join(folder, name)) }
        return leftovers.count
    }

    private func names(in path: String) throws(FileError) -> [String] {
        try attempt(.list, path) { () throws(DiskFailure) in
            do throws(DiskFailure) {
                return try OpenFolder(path).names()
            } catch {
                guard error == .system(.missing) else { throw error }
                return []
            }
        }
    }

    /// Does the work, and tells of a failure with what it was for.
    func attempt<Value>(
        _ operation: FileError.Operation,
        _ path: String,
        _ work: () throws(DiskFailure) -> Value
    ) throws(FileError) -> Value {
        guard !path.utf8.contains(0) else {
            throw FileError(operation, path, reason: "the path holds a NUL character")
        }
        do throws(DiskFailure) {
            return try work()
        } catch {
            switch error {
            case .system(let code):
                throw FileError(operation, path, code: code.rawValue, reason: code.text)
            case .refused(let reason):
                throw FileError(operation, path, reason: reason)
            }
        }
    }

    /// Does the work, if need be a second time after making the folder it needs.
    static func withFolder<Value: ~Copyable>(
        _ folder: String,
        mode: UInt32,
        _ work: () throws(DiskFailure) -> Value
    ) throws(DiskFailure) -> Value {
        do throws(DiskFailure) {
            return try work()
        } catch {
            guard error == .system(.missing) else { throw error }
            try makeFolder(folder, mode: mode)
            return try work()
        }
    }

    /// Makes a folder and its missing parents, each durable before the next.
    private static func makeFolder(_ path: String, mode: UInt32) throws(DiskFailure) {
        do throws(DiskFailure) {
            try PathCall.mkdir(path, mode: mode)
        } catch {
            if error == .system(.exists) { return }
            let parent = FilePath.folder(of: path)
            guard error == .system(.missing), parent != path, parent != "." else { throw error }
            try makeFolder(parent, mode: mode)
            try makeFolder(path, mode: mode)
        }
        try syncFolder(FilePath.folder(of: path))
    }

    /// Whoever may read the file may enter its folder.
    static func folderMode(for mode: UInt32) -> UInt32 {
        0o300 | mode | (mode & 0o444) >> 2
    }

    static func syncFolder(_ path: String) throws(DiskFailure) {
        do throws(DiskFailure) {
            try OpenFile(path, O_RDONLY | O_DIRECTORY).sync()
        } catch {
            // Some network file systems sync names by themselves and refuse to be asked.
            guard error == .system(.invalid) else { throw error }
        }
    }
}
