import Documents
import FoundationEssentials
import Pipeline
import Testing

/// Every file in `Fixtures/invalid` is paired with the text of everything that is wrong with it.
///
/// `LATCHKEY_RECORD=1 swift test` writes the texts anew, and fails, so that nobody records unseen.
@Suite("Invalid files are told what is wrong with them")
struct InvalidFilesTests {
    @Test(
        "A file's complaints are exactly those recorded",
        arguments: try PipelineFiles.names(in: PipelineFiles.invalid, ending: ".yml")
    )
    func matchRecord(name: String) throws {
        let source = try PipelineFiles.source(name, in: PipelineFiles.invalid)
        let reading = PipelineReader.read(source)
        let rendered = DiagnosticRenderer(sources: [reading.source]).render(reading.diagnostics)
        let record = String(name.dropLast(4)) + ".txt"
        if ProcessInfo.processInfo.environment["LATCHKEY_RECORD"] == "1" {
            try LocalFileStore().replace(
                PipelineFiles.invalid + "/" + record,
                with: Array(rendered.utf8),
                mode: 0o644
            )
            Issue.record("recorded \(record)")
        }
        let expected = try PipelineFiles.source(record, in: PipelineFiles.invalid)
        #expect(rendered == String(decoding: expected.bytes, as: UTF8.self))
        #expect(reading.diagnostics.contains { $0.severity == .error })
        #expect(reading.definition == nil)
    }
}
