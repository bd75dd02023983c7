import Documents
import Testing

@Suite("A complaint reads like a compiler's")
struct DiagnosticRendererTests {
    private func render(
        _ text: String,
        line: Int,
        column: Int,
        width: Int = 100,
        isColoured: Bool = false
    ) -> String {
        let source = SourceFile(path: "a.yml", bytes: Array(text.utf8))
        let diagnostic = Diagnostic(
            at: SourceLocation(path: "a.yml", line: line, column: column),
            "no"
        )
        return DiagnosticRenderer(sources: [source], isColoured: isColoured, width: width)
            .render(diagnostic)
    }

    @Test("Place, message, source line, caret, hint and notes follow each other")
    func whole() {
        let source = SourceFile(path: "a.yml", bytes: Array("token: 1\nb: 2\ntokn: 3\n".utf8))
        let diagnostic = Diagnostic(
            at: SourceLocation(path: "a.yml", line: 3, column: 1),
            "unknown key \"tokn\"",
            hint: "did you mean \"token\"?",
            notes: [
                Diagnostic(
                    .note,
                    at: SourceLocation(path: "a.yml", line: 1, column: 8),
                    "it is here"
                )
            ]
        )
        #expect(
            DiagnosticRenderer(sources: [source]).render([diagnostic]) == """
                a.yml:3:1: error: unknown key "tokn"
                  tokn: 3
                  ^
                  hint: did you mean "token"?
                a.yml:1:8: note: it is here
                  token: 1
                         ^

                """
        )
    }

    @Test("A file that is not at hand is not quoted")
    func noSource() {
        let diagnostic = Diagnostic(
            .warning,
            at: SourceLocation(path: "b.yml", line: 3, column: 1),
            "careful"
        )
        #expect(DiagnosticRenderer().render(diagnostic) == "b.yml:3:1: warning: careful\n")
    }

    @Test(
        "The caret stands under its character",
        arguments: [
            ("abc", 2, "  abc\n   ^\n"),
            ("abc", 4, "  abc\n     ^\n"),
            ("abc", 99, "  abc\n     ^\n"),
            ("\tb", 2, "      b\n      ^\n"),
            ("ab\tc", 4, "  ab  c\n      ^\n"),
            ("日本x", 3, "  日本x\n      ^\n"),
            ("e\u{301}x", 3, "  e\u{301}x\n   ^\n"),
            ("a\u{1B}[31mb", 7, "  a\u{FFFD}[31mb\n        ^\n"),
        ]
    )
    func caret(line: String, column: Int, excerpt: String) {
        #expect(render(line, line: 1, column: column) == "a.yml:1:\(column): error: no\n" + excerpt)
    }

    @Test("A line longer than the terminal is cut to a window around the caret")
    func clips() {
        let line = (0..<10).map { "\($0)abcdefghi" }.joined()
        #expect(
            render(line, line: 1, column: 1, width: 24)
                == "a.yml:1:1: error: no\n  0abcdefghi1abcdefghi…\n  ^\n"
        )
        #expect(
            render(line, line: 1, column: 51, width: 24)
                == "a.yml:1:51: error: no\n  …ghi4abcdefghi5abcdef…\n                ^\n"
        )
        #expect(
            render(line, line: 1, column: 101, width: 24)
                == "a.yml:1:101: error: no\n  …8abcdefghi9abcdefghi\n                       ^\n"
        )
    }

    @Test("A line one character too long is marked as cut")
    func clipsOne() {
        let line = String(repeating: "x", count: 20)
        #expect(render(line, line: 1, column: 1, width: 24).contains("  \(line)\n"))
        #expect(render(line + "y", line: 1, column: 1, width: 24).contains("  \(line)…\n"))
    }

    @Test("A line of a megabyte is cut as well")
    func clipsLong() {
        let text = render(String(repeating: "x", count: 1 << 20), line: 1, column: 1 << 19)
        #expect(text.utf8.count < 500)
    }

    @Test("Colour is there only when asked for")
    func colour() {
        let text = render("abc", line: 1, column: 1, isColoured: true)
        #expect(text.contains("\u{1B}[1;31merror:\u{1B}[0m"))
        #expect(!render("abc", line: 1, column: 1).contains("\u{1B}"))
    }

    @Test("A path, message or hint can't speak to the terminal")
    func unsafe() {
        let diagnostic = Diagnostic(
            at: SourceLocation(path: "a\u{1B}\n.yml", line: 1, column: 1),
            "b\u{7}",
            hint: "c\u{202E}"
        )
        #expect(
            DiagnosticRenderer().render(diagnostic)
                == "a\u{FFFD}\u{FFFD}.yml:1:1: error: b\u{FFFD}\n  hint: c\u{FFFD}\n"
        )
    }
}
