import Documents
import Testing

@Suite("A YAML tree has a form in JSON")
struct YAMLNodeJSONTests {
    @Test(
        "Numbers keep their digits in JSON's grammar, and what is no number is text",
        arguments: [
            ("17", "17"), ("+17", "17"), ("0x1F", "31"), ("007", "7"),
            ("17841400000000000001", "17841400000000000001"),
            ("+017841400000000000001", "17841400000000000001"), ("1.50", "1.50"), (".5", "0.5"),
            ("-.5", "-0.5"), ("5.", "5"), ("00.5", "0.5"), ("-1.5E-3", "-1.5E-3"), ("1.e3", "1e3"),
        ]
    )
    func numbers(yaml: String, json: String) throws {
        #expect(try compose(yaml).json() == JSONNumber(json).map(JSONValue.number))
    }

    @Test(
        "Infinity and numbers JSON can't write become text",
        arguments: [".inf", "-.Inf", ".nan"]
    )
    func specials(yaml: String) throws {
        #expect(try compose(yaml).json() == .string(yaml))
    }

    @Test("Lists, mappings and the other scalars keep their kind")
    func tree() throws {
        let root = try compose("a: [true, ~, \"1\", text]\nb: {c: {}}\n")
        let expected: JSONObject = [
            "a": .array([.bool(true), .null, .string("1"), .string("text")]),
            "b": .object(["c": .object([:])]),
        ]
        #expect(root.json() == .object(expected))
    }
}
