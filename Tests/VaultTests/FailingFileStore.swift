import Documents

/// A disk that reads and can't write.
struct FailingFileStore: FileStore {
    private let files: any FileStore
    private let failsReplace: Bool

    init(_ files: any FileStore, failsReplace: Bool) {
        self.files = files
        self.failsReplace = failsReplace
    }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        try files.read(path, limit: limit)
    }

    func list(_ path: String) throws(FileError) -> [String] { try files.list(path) }

    func replace(
        _ path: String,
        with bytes: [UInt8],
        mode: UInt32
    ) throws(FileError) {
        guard !failsReplace else {
            throw FileError(.replace, path, code: 28, reason: "no space left on device")
        }
        try files.replace(path, with: bytes, mode: mode)
    }

    func remove(_ path: String) throws(FileError) { try files.remove(path) }

    func move(_ path: String, to destination: String) throws(FileError) {
        try files.move(path, to: destination)
    }
}
