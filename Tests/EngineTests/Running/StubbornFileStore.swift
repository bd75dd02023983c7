import Documents
import LatchkeyTestSupport
import Synchronization

/// A disk in memory that refuses to change the paths it is told to.
final class StubbornFileStore: FileStore {
    let files: InMemoryFileStore
    private let refuses = Mutex<(@Sendable (String) -> Bool)?>(nil)

    init(_ files: InMemoryFileStore) {
        self.files = files
    }

    /// Refuses from now on what the test names; `nil` lifts it.
    func refuse(_ test: (@Sendable (_ path: String) -> Bool)?) {
        refuses.withLock { $0 = test }
    }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        try files.read(path, limit: limit)
    }

    func list(_ path: String) throws(FileError) -> [String] { try files.list(path) }

    func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(FileError) {
        try check(.replace, path)
        try files.replace(path, with: bytes, mode: mode)
    }

    func remove(_ path: String) throws(FileError) {
        try check(.remove, path)
        try files.remove(path)
    }

    func move(_ path: String, to destination: String) throws(FileError) {
        try check(.move, destination)
        try files.move(path, to: destination)
    }

    private func check(_ operation: FileError.Operation, _ path: String) throws(FileError) {
        guard refuses.withLock({ $0 })?(path) == true else { return }
        throw FileError(operation, path, code: 28, reason: "no space left on device")
    }
}
