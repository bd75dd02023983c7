import Documents
import FoundationEssentials
import Glibc
import LatchkeyTestSupport
import Synchronization
import Testing

@Suite("Many files are put in place together")
struct FileBatchTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func change(_ name: String, _ text: String) -> FileChange {
        FileChange(path(name), Array(text.utf8))
    }

    private func text(_ name: String) throws -> String? {
        try LocalFileStore().read(path(name), limit: 100).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test("All are there, with folders made and nothing left beside them")
    func all() throws {
        let store = LocalFileStore()
        try store.replace(path("a/one"), with: Array("old".utf8), mode: 0o600)
        let changes = [change("a/one", "1"), change("b/c/two", "2"), change("a/three", "")]
        #expect(store.replaceAll(changes, mode: 0o644) == [nil, nil, nil])
        #expect(try text("a/one") == "1")
        #expect(try text("b/c/two") == "2")
        #expect(try text("a/three") == "")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["a", "a/one", "a/three", "b", "b/c", "b/c/two"])
    }

    @Test("One that can't be written keeps no other back, and leaves nothing")
    func oneFails() throws {
        let store = LocalFileStore()
        try store.replace(path("taken/file"), with: [1], mode: 0o600)
        // A folder can't be replaced, and a file is no folder.
        let changes = [
            change("a", "1"), change("taken", "2"), change("taken/file/deeper", "3"),
            change("b", "4"),
        ]
        let failures = store.replaceAll(changes, mode: 0o644)
        #expect(failures.map { $0 == nil } == [true, false, false, true])
        #expect(failures[1]?.path == path("taken"))
        #expect(try text("a") == "1")
        #expect(try text("b") == "4")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["a", "b", "taken", "taken/file"])
    }

    @Test("None is renamed before the bytes of all are synced", arguments: [1, 2, 5])
    func order(count: Int) throws {
        let points = Mutex<[WritePoint]>([])
        let store = LocalFileStore { point, _ in points.withLock { $0.append(point) } }
        let changes = (0..<count).map { change("\($0)", "text") }
        #expect(store.replaceAll(changes, mode: 0o600).allSatisfy { $0 == nil })
        let expected = WritePoint.allCases.flatMap { point in (0..<count).map { _ in point } }
        #expect(points.withLock { $0 } == expected)
    }

    @Test("What a killed writer left is removed from all folders below, and nothing else")
    func leftovers() throws {
        let store = LocalFileStore()
        let outside = try TemporaryFolder()
        let name = ".latchkey-1a2b3c.tmp"
        try store.replace("\(outside.path)/\(name)", with: [1], mode: 0o600)
        for place in ["", "a/", "a/b/"] {
            try store.replace(path(place + name), with: [1], mode: 0o600)
            try store.replace(path(place + "kept.tmp"), with: [2], mode: 0o600)
        }
        #expect(unsafe symlink(outside.path, path("link")) == 0)
        #expect(store.removeLeftovers(below: folder.path) == 3)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        #expect(
            names.filter { !$0.hasPrefix("link") } == [
                "a", "a/b", "a/b/kept.tmp", "a/kept.tmp", "kept.tmp",
            ]
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == [name])
    }

    @Test("Nothing to put is nothing to do")
    func none() {
        #expect(LocalFileStore().replaceAll([], mode: 0o600).isEmpty)
    }
}
