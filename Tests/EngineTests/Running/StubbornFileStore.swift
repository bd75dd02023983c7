import Documents
import LatchkeyTestSupport
import Synchronization

/// A disk in memory that refuses to change the paths it is told to.
final class StubbornFileStore: FileStore {
    let files: InMemoryFileStore
    private let trouble = Mutex<DiskTrouble?>(nil)
    private let refuses = Mutex<(@Sendable (String) -> Bool)?>(nil)

    init(_ files: InMemoryFileStore) {
        self.files = files
    }

    /// Refuses from now on what the test names; `nil` lifts it.
    func refuse(_ test: (@Sendable (_ path: String) -> Bool)?) {
        refuses.withLock { $0 = test }
    }

    /// Has one call go wrong, counted from now on; `nil` lifts it.
    func befall(_ trouble: DiskTrouble?) {
        self.trouble.withLock { $0 = trouble }
    }

    /// Whether the call that was to go wrong has come.
    var hasStruck: Bool { trouble.withLock { $0?.hasStruck ?? false } }

    private func meet(_ call: DiskTrouble.Call, _ operation: FileError.Operation, _ path: String)
        throws(FileError)
    {
        guard trouble.withLock({ $0?.strikes(call) }) == true else { return }
        throw FileError(operation, path, code: 5, reason: "input/output error")
    }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        try meet(.read, .read, path)
        return try files.read(path, limit: limit)
    }

    func list(_ path: String) throws(FileError) -> [String] {
        try meet(.list, .list, path)
        return try files.list(path)
    }

    func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(FileError) {
        try check(.replace, path)
        try meet(.rename, .replace, path)
        try files.replace(path, with: bytes, mode: mode)
        try meet(.syncFolder, .replace, path)
    }

    func remove(_ path: String) throws(FileError) {
        try check(.remove, path)
        try meet(.remove, .remove, path)
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
