package import Documents

/// Turns a pipeline file into its definition, or into everything that is wrong with it.
package enum PipelineReader {
    /// The most bytes a pipeline file may have.
    package static let limit = 1 << 20

    /// More complaints about one file help nobody; a line that holds thousands is long to quote.
    package static let mostDiagnostics = 100

    /// Reads one file.
    ///
    /// Looks at nothing but its bytes: neither at the network nor at the environment.
    package static func read(_ source: SourceFile) -> PipelineReading {
        let root: YAMLNode
        do {
            root = try YAMLComposer.compose(source.bytes, path: source.path, limit: limit)
        } catch {
            return PipelineReading(
                definition: nil,
                diagnostics: error.diagnostics,
                source: source
            )
        }
        var check = ShapeCheck(source: source, root: root)
        check.check(root, against: .mapping(PipelineFormat.file), subject: "")
        let definition = DefinitionReading(root).definition()
        let rules = PipelineRules(
            definition: definition,
            root: root,
            source: source,
            names: check.names
        )
        check.problems.add(contentsOf: rules.diagnostics())
        return PipelineReading(
            definition: check.problems.hasErrors ? nil : definition,
            diagnostics: check.problems.diagnostics(atMost: mostDiagnostics),
            source: source.concealing(rules.credentialPlaces + check.credentialPlaces)
        )
    }
}
