package import Documents

/// Turns a pipeline file into its definition, or into everything that is wrong with it.
package enum PipelineReader {
    /// The most bytes a pipeline file may have.
    package static let limit = 1 << 20

    /// Reads one file; the definition is there when no diagnostic is an error.
    ///
    /// Looks at nothing but the bytes: neither the network nor the environment is touched.
    package static func read(
        _ source: SourceFile
    ) -> (definition: PipelineDefinition?, diagnostics: [Diagnostic]) {
        let root: YAMLNode
        do {
            root = try YAMLComposer.compose(source.bytes, path: source.path, limit: limit)
        } catch {
            return (nil, error.diagnostics)
        }
        var check = ShapeCheck(source: source, root: root)
        check.check(root, against: .mapping(PipelineFormat.file), subject: "")
        let reading = DefinitionReading(root)
        let definition = reading.definition()
        let rules = PipelineRules(definition: definition, root: root, source: source)
        check.problems.add(contentsOf: rules.diagnostics())
        let diagnostics = check.problems.diagnostics
        return (check.problems.hasErrors ? nil : definition, diagnostics)
    }
}
