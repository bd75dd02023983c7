import Documents
import FoundationEssentials
import Glibc
import LatchkeyTestSupport
import Testing

@Suite("The disk keeps promises of its own")
struct LocalFileStoreTests {
    private let store = LocalFileStore()
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func mode(_ name: String) -> UInt32 {
        var status = stat()
        guard unsafe lstat(path(name), &status) == 0 else { return 0 }
        return status.st_mode & 0o777
    }

    @Test("A new file has the mode asked for, and its new folders match")
    func modes() throws {
        try store.replace(path("secret/deep/a"), with: [1], mode: 0o600)
        #expect(mode("secret/deep/a") == 0o600)
        #expect(mode("secret/deep") == 0o700)
        #expect(mode("secret") == 0o700)
        try store.replace(path("secret/deep/a"), with: [2], mode: 0o400)
        #expect(mode("secret/deep/a") == 0o400)
    }

    @Test("A failed replacement leaves no file behind")
    func leavesNothing() throws {
        try store.replace(path("x/a"), with: [1], mode: 0o600)
        #expect(throws: FileError.self) {
            try store.replace(path("x"), with: [2], mode: 0o600)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x"])
    }

    @Test("A link is read through, and replaced itself")
    func links() throws {
        try store.replace(path("target"), with: Array("one".utf8), mode: 0o600)
        #expect(unsafe symlink("target", path("link")) == 0)
        #expect(try store.read(path("link"), limit: 10) == Array("one".utf8))
        try store.replace(path("link"), with: Array("two".utf8), mode: 0o600)
        #expect(try store.read(path("link"), limit: 10) == Array("two".utf8))
        #expect(try store.read(path("target"), limit: 10) == Array("one".utf8))
    }

    @Test("A pipe is refused rather than waited for")
    func pipes() {
        #expect(unsafe mkfifo(path("pipe"), 0o600) == 0)
        #expect(throws: FileError(.read, path("pipe"), reason: "it is not a regular file")) {
            try store.read(path("pipe"), limit: 10)
        }
    }

    @Test("A file whose size the system does not know is read to its end")
    func unknownSize() throws {
        let status = try store.read("/proc/self/status", limit: 1 << 20)
        #expect(status?.starts(with: Array("Name:".utf8)) == true)
        let refused = FileError(
            .read,
            "/proc/self/status",
            reason: "it grew beyond the 10 bytes allowed"
        )
        #expect(throws: refused) { try store.read("/proc/self/status", limit: 10) }
    }

    @Test("A path the system would cut short is refused")
    func nul() {
        #expect(throws: FileError(.read, "a\0b", reason: "the path holds a NUL character")) {
            try store.read("a\0b", limit: 10)
        }
    }

    @Test("Unfinished files are not listed, and swept when asked")
    func leftovers() throws {
        try store.replace(path(".latchkey-1x.tmp"), with: [1], mode: 0o600)
        try store.replace(path("a"), with: [1], mode: 0o600)
        #expect(try store.list(folder.path) == ["a"])
        #expect(try store.removeLeftovers(in: folder.path) == 1)
        #expect(try store.removeLeftovers(in: folder.path) == 0)
        #expect(try store.list(folder.path) == ["a"])
    }

    @Test("Large files are written and read whole")
    func large() throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try store.replace(path("a"), with: bytes, mode: 0o600)
        #expect(try store.read(path("a"), limit: 300_000) == bytes)
    }

    @Test("An error tells the path, the operation and the system's reason")
    func describes() throws {
        try store.replace(path("a"), with: [1], mode: 0o600)
        let error = #expect(throws: FileError.self) {
            try store.replace(path("a/b"), with: [1], mode: 0o600)
        }
        #expect(error?.description == "can't replace \(path("a/b")): not a directory")
    }

    @Test("Readers of a file that is being replaced see one version or another, never a mixture")
    func atomic() async throws {
        let (store, path) = (store, path("a"))
        let versions = (0..<8).map { [UInt8](repeating: UInt8($0), count: 10_000 + $0) }
        try store.replace(path, with: versions[0], mode: 0o600)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for version in versions {
                group.addTask { try store.replace(path, with: version, mode: 0o600) }
                group.addTask {
                    let bytes = try #require(try store.read(path, limit: 1 << 20))
                    #expect(versions.contains(bytes))
                }
            }
            try await group.waitForAll()
        }
    }
}
