import Documents
import LatchkeyTestSupport
@testable import Pipeline
import Testing

@Suite(
    "A validator that is not ours agrees with the schema",
    .enabled(if: PythonValidator.isInstalled, "python3 has no jsonschema")
)
struct SchemaValidationTests {
    /// The files whose faults lie beyond a schema: in grammars, between parts, or in the YAML.
    private static let beyond = [
        "Uppercase", "alias-growth", "bad-pattern", "duplicate-key", "error-rules",
        "exchange-steps",
        "exchange-without-code", "fixed-state", "no-secret", "not-utf8", "open-host",
        "public-fields",
        "refresh-unfed",
        "refresh-unreachable", "secret-in-file", "unknown-variable", "unnameable", "unterminated",
    ]

    private func documents(in folder: String) throws -> [(name: String, value: JSONValue)] {
        try PipelineFiles.names(in: folder, ending: ".yml").compactMap { name in
            let source = try PipelineFiles.source(name, in: folder)
            guard let root = try? YAMLComposer.compose(source.bytes, path: name) else { return nil }
            return (String(name.dropLast(4)), root.json)
        }
    }

    @Test("Every pipeline and every valid fixture passes")
    func passes() throws {
        let all =
            try documents(in: PipelineFiles.pipelines) + documents(in: PipelineFiles.valid)
        #expect(all.count > 20)
        let violations = try PythonValidator.violations(
            of: all,
            schema: PipelineSchema.document()
        )
        #expect(violations == [])
    }

    @Test("Every invalid fixture that a schema can judge is refused")
    func refuses() throws {
        let all = try documents(in: PipelineFiles.invalid)
        let violations = try PythonValidator.violations(
            of: all,
            schema: PipelineSchema.document()
        )
        let refused = Set(violations.compactMap { $0.split(separator: ":").first.map(String.init) })
        let passed = Set(all.map(\.name)).subtracting(refused)
        #expect(passed.subtracting(Self.beyond).sorted() == [])
        #expect(refused.intersection(Self.beyond).sorted() == [])
    }
}
