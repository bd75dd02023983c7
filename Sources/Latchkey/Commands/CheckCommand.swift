import ArgumentParser
import Documents
import Pipeline

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report every problem of the pipeline files, in one go.",
        discussion: """
            Prints path:line:column: error: message, the line, and what to write instead. Touches \
            no network and needs no key.

              latchkey check
              latchkey check pipelines/instagram.yml
            """
    )

    @OptionGroup var common: SharedOptions

    @Argument(help: "Files to check; all of the pipelines folder when none is named.")
    var files: [String] = []

    func run() async throws {
        let console = Console(common)
        let store = LocalFileStore()
        let loaded =
            files.isEmpty
            ? PipelineDirectory.load(directory: common.pipelines, files: store)
            : PipelineDirectory.load(paths: files, files: store)
        let errors = loaded.diagnostics.count { $0.severity == .error }
        if common.json {
            console.resultBytes(
                JSONValue.object([
                    "ok": .bool(errors == 0), "schema": "latchkey/check/1",
                    "pipelines": .array(loaded.definitions.map { .string($0.provider) }),
                    "diagnostics": .array(loaded.diagnostics.map { $0.json() }),
                ]).canonicalText()
            )
        } else {
            let renderer = DiagnosticRenderer(
                sources: loaded.sources,
                isColoured: console.coloursOutput
            )
            for diagnostic in loaded.diagnostics { console.result(renderer.render(diagnostic)) }
            let names = loaded.definitions.map(\.provider).joined(separator: ", ")
            if errors == 0 {
                console.note(
                    loaded.definitions.isEmpty
                        ? "no pipeline files in \(common.pipelines)"
                        : "\(ReportText.count(loaded.definitions.count, "pipeline")) well: \(names)"
                )
            } else {
                console.error(ReportText.count(errors, "error") + " in the pipeline files")
            }
        }
        if errors > 0 { throw ExitStatus.badInput }
        if loaded.definitions.isEmpty { throw ExitStatus.nothingRan }
    }
}

extension Console {
    init(_ common: SharedOptions) {
        self.init(
            loudness: common.quiet ? .quiet : common.verbose ? .verbose : .normal,
            environment: ProcessEnvironment.values
        )
    }
}
