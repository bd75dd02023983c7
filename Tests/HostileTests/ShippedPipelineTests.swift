import Documents
import Pipeline
import Testing

@testable import Hostile

@Suite("Every pipeline we ship stands up to a hostile provider")
struct ShippedPipelineTests {
    @Test("all rows, all pipelines")
    func matrix() async throws {
        let loaded = PipelineDirectory.load(directory: "pipelines", files: LocalFileStore())
        #expect(loaded.definitions.count > 15)
        for column in await HostileKit().play(loaded.definitions) {
            #expect(column.leftOut.isEmpty, "\(column.provider)")
            for (row, verdict) in zip(Rows.all, column.verdicts) {
                if case .fail(let problems) = verdict {
                    Issue.record(
                        "\(column.provider), \(row.id): \(problems.joined(separator: "; "))"
                    )
                }
            }
        }
    }
}
