import FoundationEssentials
import Glibc
import LatchkeyTestSupport
import Testing

@testable import Vault

@Suite("The folder of names for messages in memory")
struct MessageFolderTests {
    @Test("is this user's alone, and gone with its last reference")
    func comesAndGoes() throws {
        let place = try TemporaryFolder()
        var folder = MessageFolder(under: place.path)
        let path = try #require(folder?.path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        withExtendedLifetime(folder) {}
        folder = nil
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty)
    }

    @Test("is taken down once, and not another's that is there by then")
    func takenDown() throws {
        let place = try TemporaryFolder()
        var folder = MessageFolder(under: place.path)
        let path = try #require(folder?.path)
        folder?.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(unsafe mkdir(path, 0o700) == 0)
        folder?.remove()
        folder = nil
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("a dead run's is removed, a living one's and what only looks like one is not")
    func sweeps() throws {
        let place = try TemporaryFolder()
        let living = try #require(MessageFolder(under: place.path))
        // As a killed run leaves one: with its links, claimed by nobody.
        let dead = place.path + "/\(MessageFolder.prefix)dead01"
        #expect(unsafe mkdir(dead, 0o700) == 0)
        #expect(unsafe symlink("/proc/self/fd/20", "\(dead)/message") == 0)
        let open = place.path + "/\(MessageFolder.prefix)open01"
        #expect(unsafe mkdir(open, 0o755) == 0)
        let link = place.path + "/\(MessageFolder.prefix)link01"
        #expect(unsafe symlink(living.path, link) == 0)
        let full = place.path + "/\(MessageFolder.prefix)full01"
        #expect(unsafe mkdir(full, 0o700) == 0)
        try Data("else".utf8).write(to: URL(filePath: "\(full)/letter"))
        #expect(MessageFolder.removeAbandoned(under: place.path) == 2)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        let left = [living.path, open, link, full].map {
            String($0.dropFirst(place.path.count + 1))
        }
        #expect(Set(names) == Set(left))
        #expect(MessageFolder.removeAbandoned(under: place.path + "/none") == 0)
    }

    @Test("where none can be made there is none")
    func refuses() {
        #expect(MessageFolder(under: "/nonexistent") == nil)
    }
}
