import Documents
import Testing

@Suite("Complaints are gathered, sorted and told once")
struct DiagnosticCollectorTests {
    private func diagnostic(
        _ severity: Diagnostic.Severity,
        _ path: String,
        _ line: Int,
        _ message: String
    ) -> Diagnostic {
        Diagnostic(severity, at: SourceLocation(path: path, line: line, column: 1), message)
    }

    @Test("They come by path, line and column, errors before warnings, each once")
    func sorts() {
        var collector = DiagnosticCollector()
        collector.add(diagnostic(.error, "b.yml", 1, "one"))
        collector.add(diagnostic(.warning, "a.yml", 2, "two"))
        collector.add(diagnostic(.error, "a.yml", 2, "three"))
        collector.add(contentsOf: [
            diagnostic(.error, "a.yml", 10, "four"), diagnostic(.error, "b.yml", 1, "one"),
        ])
        #expect(collector.diagnostics.map(\.message) == ["three", "two", "four", "one"])
    }

    @Test("Only an error counts as one")
    func errors() {
        var collector = DiagnosticCollector()
        #expect(collector.isEmpty)
        collector.add(diagnostic(.warning, "a.yml", 1, "one"))
        collector.add(diagnostic(.note, "a.yml", 1, "two"))
        #expect(!collector.hasErrors)
        collector.add(diagnostic(.error, "a.yml", 1, "three"))
        #expect(collector.hasErrors)
        #expect(!collector.isEmpty)
    }

    @Test("Where there are too many the errors stay, by place")
    func tooMany() {
        var collector = DiagnosticCollector()
        for line in 1...9 {
            collector.add(diagnostic(line > 6 ? .error : .warning, "a.yml", line, "\(line)"))
        }
        func lines(_ most: Int) -> [Int] {
            collector.diagnostics(atMost: most).map(\.location.line)
        }
        #expect(lines(9) == Array(1...9))
        #expect(lines(5) == [1, 2, 7, 8, 9])
        #expect(lines(2) == [7, 8])
        #expect(lines(0) == [])
    }

    @Test("A complaint has a form for machines")
    func json() {
        var diagnostic = diagnostic(.warning, "a.yml", 3, "one")
        let plain: JSONObject = [
            "severity": .string("warning"), "path": .string("a.yml"),
            "line": .number(JSONNumber(3)), "column": .number(JSONNumber(1)),
            "message": .string("one"),
        ]
        #expect(diagnostic.json() == .object(plain))
        diagnostic.hint = "two"
        diagnostic.notes = [self.diagnostic(.note, "a.yml", 1, "three")]
        guard case .object(let object) = diagnostic.json(), case .array(let notes) = object["notes"]
        else {
            Issue.record("the notes are missing")
            return
        }
        #expect(object["hint"] == .string("two"))
        #expect(notes.count == 1)
    }
}
