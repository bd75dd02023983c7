import Documents
import LatchkeyTestSupport
@testable import Pipeline
import Testing

@Suite("A folder of pipelines is read file by file")
struct PipelineDirectoryTests {
    private let plain = """
        client: {id: app, redirect_uri: http://127.0.0.1/}
        authorize: {url: https://a.example/authorize}
        exchange: {url: https://a.example/token}

        """

    private func store(_ files: [String: String]) -> InMemoryFileStore {
        InMemoryFileStore(files.mapValues { Array($0.utf8) })
    }

    @Test("Files are read in the order of their names, and others are passed over")
    func readsInOrder() {
        let files = store([
            "p/b.yml": plain, "p/a.yaml": plain, "p/c.yml": plain, "p/README.md": "no",
            "p/.hidden.yml": "no", "p/old/d.yml": "no",
        ])
        for directory in ["p", "p/"] {
            let result = PipelineDirectory.load(directory: directory, files: files)
            #expect(result.definitions.map(\.provider) == ["a", "b", "c"])
            #expect(result.sources.map(\.path) == ["p/a.yaml", "p/b.yml", "p/c.yml"])
            #expect(result.diagnostics.isEmpty)
            #expect(result["b"]?.path == "p/b.yml")
            #expect(result["d"] == nil)
        }
    }

    @Test("A broken file leaves the others whole")
    func survivesBrokenFile() {
        let result = PipelineDirectory.load(
            directory: "p",
            files: store(["p/a.yml": plain, "p/b.yml": "client: [", "p/c.yml": plain + "x: 1\n"])
        )
        #expect(result.definitions.map(\.provider) == ["a"])
        #expect(Set(result.diagnostics.map(\.location.path)) == ["p/b.yml", "p/c.yml"])
        #expect(result.sources.count == 3)
    }

    @Test("Two files for one provider are an error, and neither is used")
    func refusesTwins() throws {
        let result = PipelineDirectory.load(
            directory: "p",
            files: store(["p/a.yaml": plain, "p/a.yml": plain, "p/b.yml": plain])
        )
        #expect(result.definitions.map(\.provider) == ["b"])
        let diagnostic = try #require(result.diagnostics.first)
        #expect(result.diagnostics.count == 1)
        #expect(diagnostic.location.description == "p/a.yml:1:1")
        #expect(diagnostic.message == "provider \"a\" has two files")
        #expect(diagnostic.notes.map(\.location.path) == ["p/a.yaml"])
    }

    @Test("A folder that is not there has no files")
    func acceptsMissingFolder() {
        let result = PipelineDirectory.load(directory: "p", files: store([:]))
        #expect(result.definitions.isEmpty)
        #expect(result.diagnostics.isEmpty)
    }

    @Test("What can't be read is told, and the rest is read")
    func tellsUnreadable() {
        let large = plain + "#" + String(repeating: "x", count: PipelineReader.limit)
        let files = store(["p/a.yml": large, "p/b.yml": plain])
        let folder = PipelineDirectory.load(directory: "p", files: files)
        #expect(folder.definitions.map(\.provider) == ["b"])
        #expect(folder.diagnostics.map(\.location.path) == ["p/a.yml"])
        #expect(folder.diagnostics.allSatisfy { $0.message.contains("can't be read: it has") })
        let named = PipelineDirectory.load(paths: ["p/c.yml", "p/b.yml"], files: files)
        #expect(named.definitions.map(\.provider) == ["b"])
        #expect(named.diagnostics.map(\.message) == ["there is no such pipeline file"])
        let file = PipelineDirectory.load(directory: "p/b.yml", files: files)
        #expect(file.diagnostics.map(\.message) == ["the file can't be read: not a directory"])
    }

    @Test("A credential that somebody wrote in a file is shown to nobody")
    func concealsCredentials() {
        let text = plain + "revoke: {url: https://a.example/x, params: {client_secret: hunter2}}\n"
        let result = PipelineDirectory.load(directory: "p", files: store(["p/a.yml": text]))
        let rendered = DiagnosticRenderer(sources: result.sources).render(result.diagnostics)
        #expect(rendered.contains("client_secret: •••"))
        #expect(!rendered.contains("hunter2"))
    }
}
