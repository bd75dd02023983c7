/// What keeps a text from being a YAML tree: one diagnostic or more, each with its place.
package struct YAMLError: Error, Hashable, Sendable {
    package let diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
