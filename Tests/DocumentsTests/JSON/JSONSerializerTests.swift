import Documents
import Testing

@Suite("Writing JSON")
struct JSONSerializerTests {
    private func canonical(_ value: JSONValue) -> String {
        String(decoding: value.canonicalText(), as: UTF8.self)
    }

    @Test("Canonical text sorts names, indents by two spaces and ends its last line")
    func canonicalText() {
        let value: JSONValue = ["b": [1, [], ["d": nil, "c": "x"]], "a": [:], "B": true]
        let text = """
            {
              "B": true,
              "a": {},
              "b": [
                1,
                [],
                {
                  "c": "x",
                  "d": null
                }
              ]
            }

            """
        #expect(canonical(value) == text)
    }

    @Test("A scalar is a line of its own")
    func canonicalScalar() {
        #expect(canonical(nil) == "null\n")
        #expect(canonical([]) == "[]\n")
    }

    @Test(
        "Elements that are written ahead stand as if written with the document",
        arguments: [0, 1, 3],
        ["a", "rows", "z"]
    )
    func writtenAhead(count: Int, name: String) {
        let rows = (0..<count).map { number -> JSONValue in
            ["z": .string("\u{e9}\n\(number)"), "a": [[], [:], ["b": 15, "B": nil]]]
        }
        let object: JSONObject = ["m": ["x", "y"], "k": true]
        var whole = object
        whole[name] = .array(rows)
        let bytes = object.canonicalText(with: rows.map { $0.canonicalText(at: 2) }, of: name)
        #expect(bytes == JSONValue.object(whole).canonicalText())
    }

    @Test("Equal values give equal bytes, whatever their order")
    func sameBytes() {
        let first: JSONValue = ["a": 1, "b": ["d": 2, "c": 3]]
        let second: JSONValue = ["b": ["c": 3, "d": 2], "a": 1]
        #expect(first.canonicalText() == second.canonicalText())
        #expect(first.canonicalLine() == second.canonicalLine())
        #expect(first.compactText() != second.compactText())
    }

    @Test("One line has no blanks; only the canonical one sorts")
    func lines() {
        let value: JSONValue = ["b": [1, true], "a": ["d": nil, "c": "x y"]]
        #expect(value.line == "{\"b\":[1,true],\"a\":{\"d\":null,\"c\":\"x y\"}}")
        #expect(
            String(decoding: value.canonicalLine(), as: UTF8.self)
                == "{\"a\":{\"c\":\"x y\",\"d\":null},\"b\":[1,true]}"
        )
    }

    @Test("Names are sorted by their scalars, not by language or UTF-16")
    func nameOrder() {
        let value: JSONValue = [
            "\u{1F600}": 1, "\u{FB33}": 2, "é": 3, "z": 4, "Z": 5, "": 6, "aa": 7, "a": 8,
        ]
        #expect(
            String(decoding: value.canonicalLine(), as: UTF8.self)
                == "{\"\":6,\"Z\":5,\"a\":8,\"aa\":7,\"z\":4,\"é\":3,\"\u{FB33}\":2,\"\u{1F600}\":1}"
        )
    }

    @Test(
        "Strings escape what they must and nothing else",
        arguments: [
            ("\"\\", "\"\\\"\\\\\""), ("\u{8}\t\n\u{C}\r", "\"\\b\\t\\n\\f\\r\""),
            ("\0\u{1}\u{F}\u{10}\u{1F}", "\"\\u0000\\u0001\\u000f\\u0010\\u001f\""),
            ("/<>&'\u{7F}", "\"/<>&'\u{7F}\""), ("é€😀", "\"é€😀\""),
            ("\u{2028}\u{2029}\u{FEFF}", "\"\u{2028}\u{2029}\u{FEFF}\""), ("ż\nż", "\"ż\\nż\""),
        ]
    )
    func escapes(content: String, text: String) throws {
        #expect(JSONValue.string(content).line == text)
        #expect(try JSONValue.sample(text) == .string(content))
        #expect(JSONValue.object([content: 1]).line == "{\(text):1}")
    }

    @Test("Numbers keep their text", arguments: ["1.50", "-0", "1E+2", "17841400000000000001"])
    func numbers(text: String) throws {
        #expect(canonical(try .sample("[\(text)]")) == "[\n  \(text)\n]\n")
    }
}
