import Documents
import Testing

@Suite("Filters in JSONPath")
struct JSONPathFilterTests {
    private static let document = """
        {"a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
         "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}}, "e": "f"}
        """

    private func select(_ query: String, from document: String) throws -> String {
        JSONValue.array(try JSONPath(query).select(from: .sample(document))).line
    }

    @Test(
        "Conditions choose among elements and members",
        arguments: [
            ("$.a[?@.b == 'kilo']", "[{\"b\":\"kilo\"}]"),
            ("$.a[?(@.b == 'kilo')]", "[{\"b\":\"kilo\"}]"),
            ("$.a[?@>3.5]", "[5,4,6]"),
            ("$.a[?@.b]", "[{\"b\":\"j\"},{\"b\":\"k\"},{\"b\":{}},{\"b\":\"kilo\"}]"),
            (
                "$[?@.*]",
                "[[3,5,1,2,4,6,{\"b\":\"j\"},{\"b\":\"k\"},{\"b\":{}},{\"b\":\"kilo\"}],"
                    + "{\"p\":1,\"q\":2,\"r\":3,\"s\":5,\"t\":{\"u\":6}}]"
            ),
            ("$.o[?@<3, ?@<3]", "[1,2,1,2]"),
            ("$.a[?@<2 || @.b == \"k\"]", "[1,{\"b\":\"k\"}]"),
            ("$.o[?@>1 && @<4]", "[2,3]"),
            ("$.o[?@.u || @.x]", "[{\"u\":6}]"),
            ("$.a[?@.b == $.x]", "[3,5,1,2,4,6]"),
            (
                "$.a[?@ == @]",
                "[3,5,1,2,4,6,{\"b\":\"j\"},{\"b\":\"k\"},{\"b\":{}},{\"b\":\"kilo\"}]"
            ),
            ("$.a[?!@.b && @>4]", "[5,6]"),
            ("$.a[?!(@.b || @<6)]", "[6]"),
            ("$.o[?@>1 && @<4 || @==5]", "[2,3,5]"),
            ("$.o[?@==1 || @>1 && @<3]", "[1,2]"),
            ("$.o[?(@==1 || @>1) && @<3]", "[1,2]"),
            ("$.o[?@[?@==6]]", "[{\"u\":6}]"),
            ("$.o[?@..u]", "[{\"u\":6}]"),
            ("$.e[?@]", "[]"),
            ("$.o[?$.e=='f' && @==5]", "[5]"),
            ("$..[?@.u==6].u", "[6]"),
            ("$.a[?@['b']=='j'].b", "[\"j\"]"),
        ]
    )
    func conditions(query: String, expected: String) throws {
        #expect(try select(query, from: Self.document) == expected)
    }

    /// The operators in the order of the tables: `==`, `!=`, `<`, `<=`, `>`, `>=`.
    private static let operators = ["==", "!=", "<", "<=", ">", ">="]

    @Test(
        "Comparisons follow RFC 9535, section 2.3.5.2.2",
        arguments: [
            // Nothing on one side or on both.
            ("$.absent1", "$.absent2", "yes no no yes no yes"),
            ("$.absent", "'g'", "no yes no no no no"),
            ("$.absent", "null", "no yes no no no no"),
            // Numbers by value.
            ("1", "2", "no yes yes yes no no"), ("1", "1.0", "yes no no yes no yes"),
            ("1e0", "1", "yes no no yes no yes"), ("-0", "0", "yes no no yes no yes"),
            ("1e-500", "0", "no yes no no yes yes"),
            ("9007199254740993", "9007199254740992", "no yes no no yes yes"),
            // Strings by scalars.
            ("'a'", "'b'", "no yes yes yes no no"), ("'a'", "'a'", "yes no no yes no yes"),
            ("''", "'a'", "no yes yes yes no no"), ("'a'", "'aa'", "no yes yes yes no no"),
            ("'\u{FB33}'", "'\u{1F600}'", "no yes yes yes no no"),
            ("'\u{E9}'", "'e\u{301}'", "no yes no no yes yes"),
            // Different kinds.
            ("13", "'13'", "no yes no no no no"), ("null", "0", "no yes no no no no"),
            ("$.object", "$.array", "no yes no no no no"), ("false", "0", "no yes no no no no"),
            // Kinds without an order.
            ("true", "true", "yes no no yes no yes"), ("true", "false", "no yes no no no no"),
            ("null", "null", "yes no no yes no yes"),
            ("$.object", "$.object", "yes no no yes no yes"),
            ("$.object", "$.twin", "yes no no yes no yes"),
            ("$.array", "$.similar", "yes no no yes no yes"),
            ("$.array", "$.longer", "no yes no no no no"),
            ("$.array", "1", "no yes no no no no"),
        ]
    )
    func comparisons(left: String, right: String, expected: String) throws {
        let document = """
            {"object": {"x": "y", "z": 1}, "twin": {"z": 1.0, "x": "y"}, "array": [2, 3],
             "similar": [2.0, 3e0], "longer": [2, 3, 4]}
            """
        let found = try Self.operators.map { comparison in
            let query = "$[?\(left) \(comparison) \(right)]"
            return try select(query, from: document) == "[]" ? "no" : "yes"
        }
        #expect(found.joined(separator: " ") == expected)
    }
}
