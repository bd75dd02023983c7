import Documents
import Testing

@Suite("Functions in JSONPath")
struct JSONPathFunctionTests {
    private static let document = """
        [{"id": "text", "v": "żó😀"}, {"id": "list", "v": [1, 2, 3]},
         {"id": "object", "v": {"a": 1}}, {"id": "number", "v": 3}, {"id": "null", "v": null},
         {"id": "empty", "v": []}, {"id": "none"}, {"id": "date", "v": "1974-05-11"},
         {"id": "pattern", "v": "x1", "p": "x[0-9]"}, {"id": "broken", "v": "x1", "p": "x["}]
        """

    @Test(
        "The five functions give what RFC 9535 says",
        arguments: [
            ("length(@.v) == 3", "text list"), ("length(@.v) == 1", "object"),
            ("length(@.v) == 0", "empty"), ("length(@.v) == length($.x)", "number null none"),
            ("length('abc') == length(@.v)", "text list"), ("length(@.v) >= 10", "date"),
            ("length(value(@..a)) == 1", ""), ("value(@..a) == 1", "object"),
            ("value(@.v.*) == 1", "object"), ("value(@.v) == null", "null"),
            ("value(@.v) == value($.x)", "none"), ("count(@.*) == 1", "none"),
            ("count(@.v.*) == 3", "list"), ("count(@.v) == 0", "none"),
            ("count($..p) == count(@.v[1:])", "list"), ("count(@..*) > 4", "list"),
            ("match(@.v, '1974-05-..')", "date"), ("match(@.v, '1974')", ""),
            ("search(@.v, '1974')", "date"), ("search(@.v, '[0-9]+$')", "date pattern broken"),
            ("match(@.v, @.p)", "pattern"), ("search(@.v, @.p)", "pattern"),
            ("match(@.v, 'x[')", ""), ("!match(@.v, 'x[') && @.id == 'date'", "date"),
            ("search(@.v, 1)", ""), ("match(@.v, $[8].p)", "pattern broken"),
            ("match(@.v, '...')", "text"), ("search(@.v, '')", "text date pattern broken"),
            ("match('a', 'a') && @.v == 3", "number"), ("!search(@.id, 'e') && @.v", "list null"),
        ]
    )
    func functions(condition: String, expected: String) throws {
        let found = try JSONPath("$[?\(condition)].id").select(from: .sample(Self.document))
        #expect(found.compactMap(\.string).joined(separator: " ") == expected)
    }

    @Test(
        "Calls that are not well typed are refused",
        arguments: [
            ("$[?length(@.*) < 3]", "a value comes from a query of names and indexes only"),
            ("$[?count(1) == 1]", "count() takes a query, such as @.*"),
            ("$[?count('a') == 1]", "count() takes a query, such as @.*"),
            ("$[?value(length(@)) == 1]", "value() takes a query, such as @.*"),
            ("$[?count(@.a == 1) == 1]", "count() takes a query, such as @.*"),
            ("$[?match(@.a, 'x') == true]", "match() is true or false by itself"),
            ("$[?true == search(@.a, 'x')]", "search() is true or false by itself"),
            ("$[?length(match(@.a, 'x')) == 1]", "match() is true or false by itself"),
            ("$[?length(@.a)]", "length() gives a value, compare it with '=='"),
            ("$[?!count(@.*)]", "count() gives a value, compare it with '=='"),
            ("$[?value(@.a) && @.b]", "value() gives a value, compare it with '=='"),
            ("$[?length() == 1]", "length() takes 1 argument, not 0"),
            ("$[?length(@.a, @.b) == 1]", "length() takes 1 argument, not 2"),
            ("$[?match(@.a)]", "match() takes 2 arguments, not 1"),
            ("$[?length(@.a == 1) == 1]", "a condition is no value"),
            ("$[?length((@.a)) == 1]", "a condition is no value"),
            ("$[?lenght(@.a) == 1]", "there is no function 'lenght', only length, count, match"),
            ("$[?match(@.*, 'a')]", "a value comes from a query of names and indexes only"),
        ]
    )
    func refusals(query: String, message: String) throws {
        let error = try #require(#expect(throws: JSONPathError.self) { try JSONPath(query) })
        #expect(error.message.hasPrefix(message), "\(error)")
    }
}
