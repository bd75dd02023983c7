import Documents
import LatchkeyTestSupport

/// A validator of JSON Schema (2020-12) that is not ours: Python's `jsonschema`.
enum SchemaValidator {
    /// One document to judge, and by which schema.
    struct Case: Sendable {
        let name: String
        let schema: JSONValue
        let document: JSONValue
    }

    private static let program = """
        import json, sys
        from jsonschema import Draft202012Validator
        complaints = []
        for case in json.load(sys.stdin):
            Draft202012Validator.check_schema(case["schema"])
            for error in Draft202012Validator(case["schema"]).iter_errors(case["document"]):
                complaints.append(case["name"] + error.json_path[1:] + ": " + error.message)
        json.dump(complaints, sys.stdout)
        """

    /// What the validator finds wrong, each complaint with its case's name in front.
    ///
    /// One start of the interpreter judges all cases.
    static func complaints(_ cases: [Case]) throws -> [String] {
        let input = JSONValue.array(
            cases.map {
                ["name": .string($0.name), "schema": $0.schema, "document": $0.document]
            }
        )
        let output = try Subprogram.run("python3", ["-c", program], input: input.compactText())
        return try JSONValue(parsing: output).array?.compactMap(\.string) ?? []
    }
}
