import Documents
import Pipeline

/// The pipelines a command works with, and what is wrong with the others.
struct PipelineSet {
    let definitions: [String: PipelineDefinition]
    let diagnostics: [Diagnostic]
    let sources: [SourceFile]

    init(directory: String, files: any FileStore) {
        let loaded = PipelineDirectory.load(directory: directory, files: files)
        definitions = Dictionary(loaded.definitions.map { ($0.provider, $0) }) { first, _ in first }
        diagnostics = loaded.diagnostics
        sources = loaded.sources
    }

    /// Providers whose file can't be used: by the file's name, since its content can't be trusted.
    var brokenProviders: Set<String> {
        Set(
            diagnostics.filter { $0.severity == .error }.map { diagnostic in
                let name = diagnostic.location.path.split(separator: "/").last ?? ""
                return String(name.prefix { $0 != "." })
            }
        ).subtracting(definitions.keys)
    }

    /// The pipeline of a provider; says which ones there are when there is none.
    func require(_ provider: String) throws -> PipelineDefinition {
        if let definition = definitions[provider] { return definition }
        if brokenProviders.contains(provider) {
            throw CommandFailure(
                .badInput,
                "the pipeline file of \(provider) has errors",
                hint: "run latchkey check"
            )
        }
        let nearest = Nearest.word(to: provider, among: definitions.keys.sorted())
        throw CommandFailure(
            .badInput,
            "no pipeline file names the provider \(provider)",
            hint: nearest.map { "did you mean \($0)?" }
                ?? "there are: \(definitions.keys.sorted().joined(separator: ", "))"
        )
    }
}
