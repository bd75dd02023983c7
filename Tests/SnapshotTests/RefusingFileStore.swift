import Documents
import LatchkeyTestSupport

/// A disk that refuses to write below one folder.
struct RefusingFileStore: FileStore {
    private let base: InMemoryFileStore
    private let prefix: String

    init(_ base: InMemoryFileStore, prefix: String) {
        self.base = base
        self.prefix = prefix
    }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        try base.read(path, limit: limit)
    }

    func list(_ path: String) throws(FileError) -> [String] { try base.list(path) }

    func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(FileError) {
        try refuse(.replace, path)
        try base.replace(path, with: bytes, mode: mode)
    }

    func remove(_ path: String) throws(FileError) {
        try refuse(.remove, path)
        try base.remove(path)
    }

    func move(_ path: String, to destination: String) throws(FileError) {
        try refuse(.move, path)
        try base.move(path, to: destination)
    }

    private func refuse(_ operation: FileError.Operation, _ path: String) throws(FileError) {
        guard path.hasPrefix(prefix) else { return }
        throw FileError(operation, path, reason: "no space left on device")
    }
}
