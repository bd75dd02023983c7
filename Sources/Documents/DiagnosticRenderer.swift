/// Writes complaints the way compilers do: place, message, source line, caret, hint.
package struct DiagnosticRenderer: Sendable {
    private let sources: [String: SourceFile]
    private let isColoured: Bool
    private let width: Int

    /// Renders for a terminal of `width` columns; a source that is not given is not quoted.
    package init(sources: [SourceFile] = [], isColoured: Bool = false, width: Int = 100) {
        self.sources = Dictionary(sources.map { ($0.path, $0) }) { first, _ in first }
        self.isColoured = isColoured
        self.width = max(20, width)
    }

    /// All complaints in the order given, each line ended by a line feed.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { render($0) }.joined()
    }

    /// One complaint and its notes.
    package func render(_ diagnostic: Diagnostic) -> String {
        let severity = diagnostic.severity.rawValue + ":"
        let place = TerminalText.safe(diagnostic.location.description) + ":"
        let message = TerminalText.safe(diagnostic.message)
        var lines = [
            paint(place, .bold) + " " + paint(severity, colour(of: diagnostic.severity)) + " "
                + paint(message, .bold)
        ]
        if let line = sources[diagnostic.location.path]?.line(diagnostic.location.line) {
            let excerpt = SourceExcerpt(
                line: line,
                column: diagnostic.location.column,
                width: width - 4
            )
            lines.append("  " + excerpt.text)
            lines.append("  " + String(repeating: " ", count: excerpt.caret) + paint("^", .green))
        }
        if let hint = diagnostic.hint {
            lines.append("  " + paint("hint:", .cyan) + " " + TerminalText.safe(hint))
        }
        let own = lines.map { $0 + "\n" }.joined()
        return own + render(diagnostic.notes)
    }

    /// Select Graphic Rendition codes (ECMA-48, section 8.3.117).
    private enum Paint: String {
        case bold = "1"
        case red = "1;31"
        case yellow = "1;33"
        case green = "1;32"
        case cyan = "1;36"
    }

    private func colour(of severity: Diagnostic.Severity) -> Paint {
        switch severity {
        case .error: .red
        case .warning: .yellow
        case .note: .cyan
        }
    }

    private func paint(_ text: String, _ paint: Paint) -> String {
        isColoured ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
    }
}
