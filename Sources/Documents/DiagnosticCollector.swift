/// Gathers complaints, so that one look at a file tells everything that is wrong with it.
package struct DiagnosticCollector: Sendable {
    private var gathered: Set<Diagnostic> = []

    package init() {}

    package var isEmpty: Bool { gathered.isEmpty }

    package var hasErrors: Bool { gathered.contains { $0.severity == .error } }

    /// What was gathered, each complaint once, by place; at one place errors come first.
    package var diagnostics: [Diagnostic] {
        gathered.sorted { Self.order(of: $0) < Self.order(of: $1) }
    }

    /// The first complaints by place, so many at most; errors before all others where there are more.
    package func diagnostics(atMost most: Int) -> [Diagnostic] {
        let all = diagnostics
        guard all.count > most else { return all }
        let errors = all.filter { $0.severity == .error }.prefix(most)
        let others = all.filter { $0.severity != .error }.prefix(most - errors.count)
        return (errors + others).sorted { Self.order(of: $0) < Self.order(of: $1) }
    }

    package mutating func add(_ diagnostic: Diagnostic) {
        gathered.insert(diagnostic)
    }

    package mutating func add(contentsOf diagnostics: some Sequence<Diagnostic>) {
        gathered.formUnion(diagnostics)
    }

    private static func order(
        of diagnostic: Diagnostic
    ) -> (SourceLocation, Int, String, String, Int) {
        let weight =
            switch diagnostic.severity {
            case .error: 0
            case .warning: 1
            case .note: 2
            }
        return (
            diagnostic.location, weight, diagnostic.message, diagnostic.hint ?? "",
            diagnostic.notes.count
        )
    }
}
