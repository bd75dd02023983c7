package import Documents

/// What reading one pipeline file came to.
package struct PipelineReading: Sendable {
    /// What the file means; `nil` when a diagnostic is an error.
    package let definition: PipelineDefinition?
    /// Everything found, by place.
    package let diagnostics: [Diagnostic]
    /// The file as a renderer may quote it: a credential written in it is blotted out.
    package let source: SourceFile
}
