import Documents
import Synchronization

/// A disk of names and bytes that no byte of reaches a real one.
final class StageDisk: FileStore {
    private let contents: Mutex<[String: [UInt8]]>
    /// Swapped for new ones by each run.
    private let scissors = Mutex(Scissors())

    init(_ files: [String: [UInt8]]) {
        contents = Mutex(files)
    }

    func cut(with scissors: Scissors) { self.scissors.withLock { $0 = scissors } }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        guard let bytes = contents.withLock({ $0[path] }) else { return nil }
        guard bytes.count <= limit else { throw FileError(.read, path, reason: "it is too large") }
        return bytes
    }

    func list(_ path: String) throws(FileError) -> [String] {
        let folder = path + "/"
        return contents.withLock { $0.keys }.filter { $0.hasPrefix(folder) }
            .map { String($0.dropFirst(folder.count)) }.sorted()
    }

    func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(FileError) {
        try whileAlive(.replace, path)
        contents.withLock { $0[path] = bytes }
    }

    func remove(_ path: String) throws(FileError) {
        try whileAlive(.remove, path)
        contents.withLock { $0[path] = nil }
    }

    func move(_ path: String, to destination: String) throws(FileError) {
        try whileAlive(.move, path)
        contents.withLock { files in
            files[destination] = files[path]
            files[path] = nil
        }
    }

    private func whileAlive(
        _ operation: FileError.Operation,
        _ path: String
    ) throws(FileError) {
        guard !scissors.withLock({ $0.areShut }) else {
            throw FileError(operation, path, reason: "the process has ended")
        }
    }
}
