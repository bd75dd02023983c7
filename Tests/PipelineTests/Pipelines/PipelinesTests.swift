import Documents
import Pipeline
import Testing

@Suite("The project's own pipelines")
struct PipelinesTests {
    @Test("Every file reads without a word of complaint")
    func readWithoutDiagnostic() throws {
        let directory = PipelineDirectory.load(
            directory: PipelineFiles.pipelines,
            files: LocalFileStore()
        )
        let rendered = DiagnosticRenderer(sources: directory.sources).render(directory.diagnostics)
        #expect(rendered == "")
        let files = try PipelineFiles.names(in: PipelineFiles.pipelines, ending: ".yml")
        #expect(directory.definitions.map(\.provider) == files.map { String($0.dropLast(4)) })
        #expect(directory.sources.count == files.count)
    }

    @Test("Every file opens with what it is, and tells editors its schema")
    func openWithComment() throws {
        for name in try PipelineFiles.names(in: PipelineFiles.pipelines, ending: ".yml") {
            let source = try PipelineFiles.source(name, in: PipelineFiles.pipelines)
            let first = (1...3).compactMap { source.line($0) }
            #expect(first.allSatisfy { $0.hasPrefix("# ") }, "\(name)")
            let schema = "# yaml-language-server: $schema=../.schemas/pipeline.schema.json"
            #expect((3...5).contains { source.line($0) == schema }, "\(name)")
        }
    }

    @Test("Every profile says whose account it is, and shows that")
    func haveIdentity() throws {
        for name in try PipelineFiles.names(in: PipelineFiles.pipelines, ending: ".yml") {
            let definition = try PipelineFiles.definition(String(name.dropLast(4)))
            let fields = definition.profile?.steps.flatMap(\.fields) ?? []
            #expect(fields.contains { $0.name == "id" }, "\(name)")
            #expect(definition.publicFields.first == "id", "\(name)")
        }
    }
}
