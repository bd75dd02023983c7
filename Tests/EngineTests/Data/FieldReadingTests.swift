import Documents
import Pipeline
import Testing

@testable import Engine

@Suite("What a provider wrote becomes what a snapshot shows")
struct FieldReadingTests {
    @Test(
        "each kind of field",
        arguments: [
            (FieldDefinition.Kind.text, "17841400000000000001", "\"17841400000000000001\""),
            (.text, "\"abc\"", "\"abc\""),
            (.text, "{}", nil),
            (.integer, "\"42\"", "42"),
            (.integer, "42.0", "42"),
            (.integer, "\"many\"", nil),
            (.integer, "9e99", nil),
            (.boolean, "\"true\"", "true"),
            (.boolean, "1", nil),
            (.time, "\"2019-09-26T22:36:43+0000\"", "\"2019-09-26T22:36:43Z\""),
            (.time, "1800000000", "\"2027-01-15T08:00:00Z\""),
            (.time, "1800000000000", "\"2027-01-15T08:00:00Z\""),
            (.time, "\"yesterday\"", nil),
            (.mediaURL, "\"javascript:alert(1)\"", nil),
            (
                .mediaURL, "\"https://cdn.test/a.jpg?oe=6576D61D\"",
                "\"https://cdn.test/a.jpg?oe=6576D61D\""
            ),
            (.any, "[1,2]", "[1,2]"),
        ] as [(FieldDefinition.Kind, String, String?)]
    )
    func reads(kind: FieldDefinition.Kind, json: String, expected: String?) throws {
        let value = try JSONValue(parsing: Array(json.utf8))
        let wanted = try expected.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(FieldReading.read(value, kind) == wanted)
    }

    @Test("a media link tells when it ends")
    func mediaEnd() throws {
        let field = FieldDefinition(
            name: "picture",
            pick: ValuePick([try JSONPath("$.p")]),
            kind: .mediaURL
        )
        let document = try JSONValue(
            parsing: Array(#"{"p":"https://cdn.test/a.jpg?x=1&oe=6576D61D"}"#.utf8)
        )
        let fields = FieldReading.fields([field], in: document)
        // Lesson: `oe=6576D61D` is 2023-12-11.
        #expect(fields["pictureExpiresAt"]?.string?.hasPrefix("2023-12-11") == true)
    }
}
