import ArgumentParser
import Documents
import Hostile
import Pipeline

struct PipelineTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Drive pipelines against a hostile provider made from their own files.",
        discussion: """
            A provider on the loopback address is made from each file: it answers where the file \
            looks, and misbehaves in every way of the matrix. The engine that runs in earnest deals \
            with it, over real sockets, with a clock of the test's own. Needs no key, no \
            credentials and no network; nothing is written.

              latchkey pipeline test
              latchkey pipeline test spotify
              latchkey pipeline test drafts/example.yml --row lost-reply --row revoked
              latchkey pipeline test youtube --rotates always

            Exit status: 0 all rows pass, 2 a bad file, 3 some rows fail.
            """
    )

    @OptionGroup var common: SharedOptions

    @Argument(
        help: ArgumentHelp(
            "Providers or files; all of the pipelines folder when none is named.",
            valueName: "name"
        )
    )
    var names: [String] = []

    @Option(
        name: .customLong("row"),
        help: ArgumentHelp("Only this row; may be repeated.", valueName: "id")
    )
    var only: [String] = []

    @Option(
        help: ArgumentHelp(
            "What the providers do with refresh tokens, whatever the files say: always or never.",
            valueName: "word"
        )
    )
    var rotates: String?

    func run() async throws {
        let console = Console(common)
        let rows = try rows()
        let rotation = try rotation()
        let (pipelines, isBad) = try pipelines(console)
        let kit = HostileKit(rows: rows, rotation: rotation)
        let columns = await kit.play(pipelines) { done, total in
            console.progress("playing", done, total)
        }
        console.endProgress()
        if common.json {
            console.resultBytes(MatrixJSON(rows: rows, columns: columns).document.canonicalText())
        } else {
            let text = MatrixText(rows: rows, columns: columns, isColoured: console.coloursOutput)
            for line in text.lines { console.result(line) }
        }
        let hasFailed = columns.contains { column in
            column.verdicts.contains { if case .fail = $0 { true } else { false } }
        }
        if isBad { throw ExitStatus.badInput }
        if hasFailed { throw ExitStatus.someFailed }
    }

    private func rows() throws -> [Row] {
        guard !only.isEmpty else { return Rows.all }
        let ids = Rows.all.map(\.id)
        for id in only where !ids.contains(id) {
            throw CommandFailure(
                .badInput,
                "there is no row \(id)",
                hint: Nearest.word(to: id, among: ids).map { "did you mean \($0)?" }
                    ?? "there are: \(ids.joined(separator: ", "))"
            )
        }
        return Rows.all.filter { only.contains($0.id) }
    }

    private func rotation() throws -> RefreshDefinition.Rotation? {
        guard let rotates else { return nil }
        guard let rotation = RefreshDefinition.Rotation(rawValue: rotates), rotation != .sometimes
        else {
            throw CommandFailure(
                .badInput,
                "--rotates takes always or never, not \(rotates)"
            )
        }
        return rotation
    }

    /// The pipelines named, and whether a bad file is among them: the others are tested all the same.
    private func pipelines(
        _ console: Console
    ) throws -> (found: [PipelineDefinition], isBad: Bool) {
        let store = LocalFileStore()
        let paths = names.filter {
            $0.contains("/") || $0.hasSuffix(".yml") || $0.hasSuffix(".yaml")
        }
        let providers = names.filter { !paths.contains($0) }
        var found: [PipelineDefinition] = []
        var isBad = false
        if !providers.isEmpty || names.isEmpty {
            let set = PipelineSet(directory: common.pipelines, files: store)
            if names.isEmpty {
                isBad = complain(set.diagnostics, set.sources, console) || isBad
                found += set.definitions.values.sorted { $0.provider < $1.provider }
            }
            for provider in providers { found.append(try set.require(provider)) }
        }
        if !paths.isEmpty {
            let loaded = PipelineDirectory.load(paths: paths, files: store)
            isBad = complain(loaded.diagnostics, loaded.sources, console) || isBad
            found += loaded.definitions
        }
        guard !found.isEmpty else {
            if isBad { throw ExitStatus.badInput }
            throw CommandFailure(
                .nothingRan,
                "no pipeline files in \(common.pipelines)",
                hint: "name a file, or use --pipelines"
            )
        }
        return (found, isBad)
    }

    /// Prints what is wrong with files; true where something keeps one from being tested.
    private func complain(
        _ diagnostics: [Diagnostic],
        _ sources: [SourceFile],
        _ console: Console
    ) -> Bool {
        let renderer = DiagnosticRenderer(sources: sources, isColoured: console.coloursErrors)
        let errors = diagnostics.filter { $0.severity == .error }
        for diagnostic in errors { console.plain(renderer.render(diagnostic)) }
        return !errors.isEmpty
    }
}
