import Documents
import FoundationEssentials
@testable import Pipeline
import Testing

/// The reference in the documentation is what the format says.
///
/// `LATCHKEY_RECORD=1 swift test` writes it anew, and fails.
@Suite("The reference follows the format")
struct PipelineReferenceTests {
    private let folder = PipelineFiles.documentation
    private let name = "FileFormat.md"

    @Test("The page in the documentation is the one made from the format")
    func matchesPage() throws {
        let page =
            "# The pipeline file\n\nEvery key of a file in `pipelines/`.\n\n"
            + PipelineReference.markdown()
        if ProcessInfo.processInfo.environment["LATCHKEY_RECORD"] == "1" {
            try LocalFileStore().replace(folder + "/" + name, with: Array(page.utf8), mode: 0o644)
            Issue.record("recorded \(name)")
        }
        let written = try PipelineFiles.source(name, in: folder)
        #expect(String(decoding: written.bytes, as: UTF8.self) == page)
    }

    @Test("Every link in it leads to a heading")
    func linksLead() {
        let text = PipelineReference.markdown()
        let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
            .map { $0.dropFirst(3).lowercased().split(separator: " ").joined(separator: "-") }
        #expect(Set(headings).count == headings.count)
        let links = text.split(separator: "](#").dropFirst().compactMap {
            $0.split(separator: ")").first
        }
        #expect(links.count > 20)
        for link in links { #expect(headings.contains(String(link)), "\(link)") }
    }

    @Test("Every row of a table has as many cells as its head")
    func tablesAreEven() {
        var width: Int?
        for line in PipelineReference.markdown().split(
            separator: "\n",
            omittingEmptySubsequences: false
        ) {
            guard line.hasPrefix("|") else {
                width = nil
                continue
            }
            let cells = line.split(separator: "\\|").joined().count { $0 == "|" }
            #expect(cells == width ?? cells, "\(line)")
            width = cells
        }
    }
}
