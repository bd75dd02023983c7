import Documents
import LatchkeyTestSupport
import Testing

@Suite("Every file store keeps the same promises")
struct FileStoreContractTests {
    enum Kind: CaseIterable {
        case local, inMemory
    }

    /// A store and the path of an empty folder in it.
    struct Place {
        let store: any FileStore
        let root: String
        private let folder: TemporaryFolder?

        init(_ kind: Kind) throws {
            switch kind {
            case .local:
                let folder = try TemporaryFolder()
                self.folder = folder
                store = LocalFileStore()
                root = folder.path
            case .inMemory:
                folder = nil
                store = InMemoryFileStore()
                root = "/root"
            }
        }

        func path(_ name: String) -> String { root + "/" + name }

        func put(_ name: String, _ text: String) throws {
            try store.replace(path(name), with: Array(text.utf8), mode: 0o600)
        }

        func text(_ name: String) throws -> String? {
            try store.read(path(name), limit: 100).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test("What is read comes with the stamp the file has", arguments: Kind.allCases)
    func stamped(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("a", "one")
        let found = try #require(try place.store.readStamped(place.path("a"), limit: 100))
        #expect(found.bytes == Array("one".utf8))
        #expect(found.stamp == place.store.stamp(place.path("a")))
        #expect(found.stamp?.size == (kind == .local ? 3 : nil))
        #expect(try place.store.readStamped(place.path("b"), limit: 100) == nil)
        #expect(throws: FileError.self) {
            try place.store.readStamped(place.path("a"), limit: 2)
        }
    }

    @Test("What was put is read, and putting again replaces it", arguments: Kind.allCases)
    func replaces(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("a", "one")
        #expect(try place.text("a") == "one")
        try place.put("a", "")
        #expect(try place.text("a") == "")
        #expect(try place.store.list(place.root) == ["a"])
    }

    @Test("Missing folders are made", arguments: Kind.allCases)
    func makesFolders(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("x/y/z/a", "one")
        #expect(try place.text("x/y/z/a") == "one")
        #expect(try place.store.list(place.path("x")) == ["y"])
    }

    @Test("A missing file is nothing, and a missing folder is empty", arguments: Kind.allCases)
    func missing(kind: Kind) throws {
        let place = try Place(kind)
        #expect(try place.text("a") == nil)
        #expect(try place.text("a/b/c") == nil)
        #expect(try place.store.list(place.path("a/b")).isEmpty)
        try place.store.remove(place.path("a"))
        try place.store.remove(place.path("a/b"))
    }

    @Test("Names are listed in the order of their bytes", arguments: Kind.allCases)
    func sorts(kind: Kind) throws {
        let place = try Place(kind)
        for name in ["b", "é", "a", "B", "~", "a.b", ".hidden"] { try place.put(name, "") }
        #expect(try place.store.list(place.root) == [".hidden", "B", "a", "a.b", "b", "~", "é"])
    }

    @Test("A file may be as large as the limit and no larger", arguments: Kind.allCases)
    func limits(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("a", "12345")
        #expect(try place.store.read(place.path("a"), limit: 5)?.count == 5)
        #expect(try place.store.read(place.path("a"), limit: .max)?.count == 5)
        let tooLarge = FileError(
            .read,
            place.path("a"),
            reason: "it has 5 bytes, more than the 4 allowed"
        )
        #expect(throws: tooLarge) { try place.store.read(place.path("a"), limit: 4) }
    }

    @Test("A folder is neither read, replaced nor removed as a file", arguments: Kind.allCases)
    func folders(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("x/a", "one")
        let path = place.path("x")
        #expect(throws: FileError(.read, path, reason: "it is not a regular file")) {
            try place.store.read(path, limit: 100)
        }
        let isFolder = { FileError($0, path, code: 21, reason: "is a directory") }
        #expect(throws: isFolder(.replace)) { try place.put("x", "two") }
        #expect(throws: isFolder(.remove)) { try place.store.remove(path) }
        #expect(try place.text("x/a") == "one")
        #expect(try place.store.list(place.root) == ["x"])
    }

    @Test("Nothing lies below a file", arguments: Kind.allCases)
    func belowFile(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("a", "one")
        let path = place.path("a/b")
        let noFolder = { FileError($0, $1, code: 20, reason: "not a directory") }
        #expect(throws: noFolder(.read, path)) { try place.text("a/b") }
        #expect(throws: noFolder(.replace, path)) { try place.put("a/b", "two") }
        #expect(throws: noFolder(.list, place.path("a"))) {
            try place.store.list(place.path("a"))
        }
    }

    @Test("A file moves over another and into a new folder", arguments: Kind.allCases)
    func moves(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("a", "one")
        try place.put("b", "two")
        try place.store.move(place.path("a"), to: place.path("b"))
        #expect(try place.text("a") == nil)
        #expect(try place.text("b") == "one")
        try place.store.move(place.path("b"), to: place.path("x/y/c"))
        #expect(try place.text("x/y/c") == "one")
        #expect(try place.store.list(place.root) == ["x"])
    }

    @Test("Moving what is not there says so and makes nothing", arguments: Kind.allCases)
    func movesNothing(kind: Kind) throws {
        let place = try Place(kind)
        let missing = FileError(
            .move,
            place.path("a"),
            code: 2,
            reason: "no such file or directory"
        )
        #expect(throws: missing) {
            try place.store.move(place.path("a"), to: place.path("x/b"))
        }
        #expect(try place.store.list(place.root).isEmpty)
    }

    @Test("What is removed is gone", arguments: Kind.allCases)
    func removes(kind: Kind) throws {
        let place = try Place(kind)
        try place.put("x/a", "one")
        try place.put("x/b", "two")
        try place.store.remove(place.path("x/a"))
        #expect(try place.store.list(place.path("x")) == ["b"])
    }
}
