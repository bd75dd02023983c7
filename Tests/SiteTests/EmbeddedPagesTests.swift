import FoundationEssentials
import Testing

@testable import Site

@Suite("The pages are inside the program")
struct EmbeddedPagesTests {
    private static let folder = "Sources/Site/Pages"

    @Test("each file of the folder, byte for byte, and no other")
    func complete() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: Self.folder).path
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
            guard name.split(separator: "/").last?.contains(".") == true, name != "README.md" else {
                continue
            }
            files[name] = Array(try Data(contentsOf: URL(filePath: "\(root)/\(name)")))
        }
        #expect(files.count > 30)
        #expect(EmbeddedPages.files.keys.sorted() == files.keys.sorted())
        for (name, bytes) in files {
            #expect(EmbeddedPages.files[name] == bytes, "\(name): rebuild")
        }
    }
}
