import Documents
import Testing

@Suite("JSONPath turned round")
struct JSONPathPlanterTests {
    @Test(
        "A value is put where the query looks for it",
        arguments: [
            ("$.a", "null", #"{"a":"v"}"#), ("$.a.b", "{}", #"{"a":{"b":"v"}}"#),
            ("$.data[0].id", #"{"data":[{"x":1}]}"#, #"{"data":[{"x":1,"id":"v"}]}"#),
            ("$[2]", "null", #"[null,null,"v"]"#), ("$[-1]", "[1,2]", #"[1,"v"]"#),
            ("$.a[*].b", #"{"a":[{}]}"#, #"{"a":[{"b":"v"}]}"#),
            ("$.*", "{}", #"{"any":"v"}"#), ("$['a','b']", "{}", #"{"a":"v"}"#),
            ("$[1:].x", "[]", #"[null,{"x":"v"}]"#), ("$..id", "{}", #"{"id":"v"}"#),
            ("$.a[?@.k == 'w'].b", "{}", #"{"a":{"any":{"k":"w","b":"v"}}}"#),
            ("$[?@.n > 3 && @.m].b", "[]", #"[{"n":4,"m":"any","b":"v"}]"#),
            ("$", "null", #""v""#),
        ]
    )
    func value(query: String, before: String, after: String) throws {
        let path = try JSONPath(query)
        let made = try #require(path.planting("v", in: .sample(before)))
        #expect(made.line == after)
        #expect(path.select(from: made).contains("v"))
    }

    @Test(
        "Something is put where the query must select",
        arguments: [
            ("$[?@.code && @.code != 'ok']", "{}"), ("$..[?search(@, 'client secret|app')]", "{}"),
            ("$[?match(@.a, '[a-z]{3}')]", "[]"), ("$[?@.is_transient == true]", "{}"),
            (#"$[?search($.error_description, "was invalid")]"#, #"{"error":"invalid_request"}"#),
            ("$[?2 < @.n || @.never]", "[]"), ("$.error", "{}"), ("$[?!@.gone]", "{}"),
        ]
    )
    func condition(query: String, before: String) throws {
        let path = try JSONPath(query)
        let made = try #require(path.planting(nil, in: .sample(before)))
        #expect(!path.select(from: made).isEmpty)
    }

    @Test(
        "What can't be turned round, or is in the way, is said to be so",
        arguments: [
            ("$.a.b", #"{"a":1}"#), ("$[0]", "{}"), ("$[?length(@) > 3].b", "[]"),
            ("$[?@.a == 1 && @.a == 2].b", "[]"), ("$[99]", "[]"), ("$[?@.a == @.b].c", "[]"),
        ]
    )
    func impossible(query: String, before: String) throws {
        #expect(try JSONPath(query).planting("v", in: .sample(before)) == nil)
    }

    @Test("What is selected already stays as it is")
    func already() throws {
        let document = try JSONValue.sample(#"{"a":[1,2]}"#)
        #expect(try JSONPath("$.a[*]").planting(nil, in: document) == document)
    }
}
