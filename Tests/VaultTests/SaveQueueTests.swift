import Documents
import LatchkeyTestSupport
import Synchronization
import Testing

@testable import Vault

@Suite("Saves gather while the disk syncs others")
struct SaveQueueTests {
    /// A disk whose first writing lasts until it is told to go on.
    private final class SlowDisk: FileStore {
        let base = InMemoryFileStore()
        let batches = Mutex<[[String]]>([])
        let isReleased = Atomic(false)

        func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
            try base.read(path, limit: limit)
        }

        func list(_ path: String) throws(FileError) -> [String] { try base.list(path) }

        func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(FileError) {
            if path.contains("full") {
                throw FileError(.replace, path, reason: "the disk is full")
            }
            try base.replace(path, with: bytes, mode: mode)
        }

        func replaceAll(_ changes: [FileChange], mode: UInt32) -> [FileError?] {
            batches.withLock { $0.append(changes.map(\.path)) }
            while !isReleased.load(ordering: .acquiring) {}
            return changes.map { change in
                do throws(FileError) {
                    try replace(change.path, with: change.bytes, mode: mode)
                    return nil
                } catch {
                    return error
                }
            }
        }

        func remove(_ path: String) throws(FileError) { try base.remove(path) }

        func move(_ path: String, to destination: String) throws(FileError) {
            try base.move(path, to: destination)
        }
    }

    private let disk = SlowDisk()

    /// Saves the first, and the others while it is being written; what became of each, by path.
    private func save(_ first: String, _ others: [String], since digest: String? = nil) async
        -> [String: VaultError]
    {
        let queue = SaveQueue(disk)
        @Sendable func save(_ path: String) async -> (String, VaultError?) {
            do throws(VaultError) {
                try await queue.replace(path, with: Array(path.utf8), since: digest)
                return (path, nil)
            } catch {
                return (path, error)
            }
        }
        return await withTaskGroup(of: (String, VaultError?).self) { group in
            group.addTask { await save(first) }
            while disk.batches.withLock(\.isEmpty) { await Task.yield() }
            for path in others { group.addTask { await save(path) } }
            while queue.waitingCount < others.count { await Task.yield() }
            disk.isReleased.store(true, ordering: .releasing)
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    @Test("those that came meanwhile are written together, as many as go into one sync")
    func together() async {
        let others = (0..<100).map { "u\($0)" }
        let failures = await save("first", others)
        #expect(failures.isEmpty)
        let batches = disk.batches.withLock { $0 }
        #expect(batches.map(\.count) == [1, 64, 36])
        #expect(Set(batches.joined()) == Set(others + ["first"]))
        #expect(disk.base.files.count == 101)
    }

    @Test("one that fails keeps no other back, and each hears of its own")
    func failing() async {
        let failures = await save("first", ["a", "full-1", "b"])
        #expect(failures == ["full-1": .notSaved(path: "full-1", reason: "the disk is full")])
        #expect(disk.base.files.keys.sorted() == ["a", "b", "first"])
    }

    @Test("a file that somebody has written meanwhile stays")
    func changed() async throws {
        try disk.base.replace("b", with: [1], mode: 0o600)
        let failures = await save("first", ["a", "b"])
        #expect(failures == ["b": .changed(path: "b")])
        #expect(disk.base.files["b"] == [1])
        #expect(disk.base.files["a"] == Array("a".utf8))
    }
}
