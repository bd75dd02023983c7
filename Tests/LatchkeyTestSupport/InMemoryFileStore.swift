package import Documents
internal import Glibc
internal import Synchronization

/// A disk of nothing but names and bytes, for tests; folders are where files are.
package final class InMemoryFileStore: FileStore {
    private let contents: Mutex<[[String]: [UInt8]]>
    private let stamps = Mutex<[[String]: FileStamp]>([:])
    /// The file system's clock, in nanoseconds; without one the store can't tell stamps.
    private let clock: (@Sendable () -> Int64)?

    package init(
        _ files: [String: [UInt8]] = [:],
        clock: (@Sendable () -> Int64)? = nil
    ) {
        self.clock = clock
        var contents: [[String]: [UInt8]] = [:]
        for (path, bytes) in files { contents[Self.parts(of: path)] = bytes }
        self.contents = Mutex(contents)
    }

    /// Every file, by its path without `.` parts and doubled slashes.
    package var files: [String: [UInt8]] {
        contents.withLock { files in
            Dictionary(files.map { ($0.key.joined(separator: "/"), $0.value) }) { first, _ in first
            }
        }
    }

    package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        let parts = Self.parts(of: path)
        let files = contents.withLock { $0 }
        try Self.refuseFileAmongParents(of: parts, in: files, .read, path)
        guard let bytes = files[parts] else {
            guard !Self.isFolder(parts, in: files) else {
                throw FileError(.read, path, reason: "it is not a regular file")
            }
            return nil
        }
        guard bytes.count <= limit else {
            throw FileError(
                .read,
                path,
                reason: "it has \(bytes.count) bytes, more than the \(limit) allowed"
            )
        }
        return bytes
    }

    package func list(_ path: String) throws(FileError) -> [String] {
        let parts = Self.parts(of: path)
        let files = contents.withLock { $0 }
        try Self.refuseFileAmongParents(of: parts + [""], in: files, .list, path)
        let names = files.keys.filter { $0.count > parts.count && $0.starts(with: parts) }
            .map { $0[parts.count] }
        return Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func replace(
        _ path: String,
        with bytes: [UInt8],
        mode: UInt32
    ) throws(FileError) {
        let parts = Self.parts(of: path)
        try change { (files) throws(FileError) in
            try Self.refuseFileAmongParents(of: parts, in: files, .replace, path)
            try Self.refuseFolder(parts, in: files, .replace, path)
            files[parts] = bytes
        }
        stamp(parts, size: bytes.count)
    }

    package func stamp(_ path: String) -> FileStamp? {
        stamps.withLock { $0[Self.parts(of: path)] }
    }

    /// Each writing gives a new inode, as a renaming over the old file does.
    private func stamp(_ parts: [String], size: Int) {
        guard let now = clock?() else { return }
        stamps.withLock { stamps in
            stamps[parts] = FileStamp(
                size: Int64(size),
                inode: (stamps.values.map(\.inode).max() ?? 0) + 1,
                modified: now,
                changed: now
            )
        }
    }

    package func remove(_ path: String) throws(FileError) {
        let parts = Self.parts(of: path)
        try change { (files) throws(FileError) in
            try Self.refuseFileAmongParents(of: parts, in: files, .remove, path)
            try Self.refuseFolder(parts, in: files, .remove, path)
            files[parts] = nil
        }
        stamps.withLock { $0[parts] = nil }
    }

    package func move(_ path: String, to destination: String) throws(FileError) {
        let (parts, goal) = (Self.parts(of: path), Self.parts(of: destination))
        try change { (files) throws(FileError) in
            guard let bytes = files[parts] else {
                throw FileError(.move, path, code: ENOENT, reason: "no such file or directory")
            }
            try Self.refuseFileAmongParents(of: goal, in: files, .move, path)
            try Self.refuseFolder(goal, in: files, .move, path)
            files[parts] = nil
            files[goal] = bytes
        }
        stamps.withLock { stamps in
            stamps[goal] = stamps[parts]
            stamps[parts] = nil
        }
    }

    private func change(
        _ body: (inout [[String]: [UInt8]]) throws(FileError) -> Void
    ) throws(FileError) {
        try contents.withLock { files throws(FileError) in
            try body(&files)
        }
    }

    private static func parts(of path: String) -> [String] {
        let root = path.hasPrefix("/") ? [""] : []
        return root
            + path.split(separator: "/").map(String.init).filter { $0 != "." }
    }

    private static func isFolder(_ parts: [String], in files: [[String]: [UInt8]]) -> Bool {
        files.keys.contains { $0.count > parts.count && $0.starts(with: parts) }
    }

    private static func refuseFolder(
        _ parts: [String],
        in files: [[String]: [UInt8]],
        _ operation: FileError.Operation,
        _ path: String
    ) throws(FileError) {
        guard isFolder(parts, in: files) else { return }
        throw FileError(operation, path, code: EISDIR, reason: "is a directory")
    }

    private static func refuseFileAmongParents(
        of parts: [String],
        in files: [[String]: [UInt8]],
        _ operation: FileError.Operation,
        _ path: String
    ) throws(FileError) {
        for length in parts.indices.dropFirst() where files[Array(parts[..<length])] != nil {
            throw FileError(operation, path, code: ENOTDIR, reason: "not a directory")
        }
    }
}
