import Documents
import Testing

@Suite("Selecting with JSONPath")
struct JSONPathTests {
    /// What a query selects from a document, on one line.
    private func select(_ query: String, from document: String) throws -> String {
        let path = try JSONPath(query)
        return JSONValue.array(path.select(from: try .sample(document))).line
    }

    private static let store = """
        {"shop": {"records": [
            {"artist": "Nina", "title": "Pastel", "price": 8.95, "genre": "jazz"},
            {"artist": "Edda", "title": "Hav", "price": 12.99, "genre": "folk"},
            {"artist": "Miro", "title": "Loop", "price": 8.99, "genre": "jazz", "id": "X-1"},
            {"artist": "Juno", "title": "Tide", "price": 22.99, "genre": "folk", "id": "X-2"}],
          "player": {"colour": "red", "price": 399}}}
        """

    @Test(
        "Queries over a document of some depth",
        arguments: [
            ("$.shop.records[*].artist", "[\"Nina\",\"Edda\",\"Miro\",\"Juno\"]"),
            ("$..artist", "[\"Nina\",\"Edda\",\"Miro\",\"Juno\"]"),
            ("$.shop.*.price", "[399]"),
            ("$.shop..price", "[8.95,12.99,8.99,22.99,399]"),
            ("$..records[2].title", "[\"Loop\"]"),
            ("$..records[2].publisher", "[]"),
            ("$..records[-1].title", "[\"Tide\"]"),
            ("$..records[0,1].title", "[\"Pastel\",\"Hav\"]"),
            ("$..records[:2].title", "[\"Pastel\",\"Hav\"]"),
            ("$..records[?@.id].title", "[\"Loop\",\"Tide\"]"),
            ("$..records[?@.price<10].title", "[\"Pastel\",\"Loop\"]"),
            ("$..[?@.price > $.shop.player.price].title", "[]"),
            ("$.shop.records[?@.genre=='folk' && @.price<20].title", "[\"Hav\"]"),
        ]
    )
    func storeQueries(query: String, expected: String) throws {
        #expect(try select(query, from: Self.store) == expected)
    }

    @Test(
        "Names select members, exactly as they are written",
        arguments: [
            ("$", "{\"a\":1}", "[{\"a\":1}]"),
            ("$", "7", "[7]"),
            ("$.a", "{\"a\":1}", "[1]"),
            ("$.a", "{\"b\":1}", "[]"),
            ("$.a", "[{\"a\":1}]", "[]"),
            ("$.a", "\"a\"", "[]"),
            ("$.a", "{\"a\":null}", "[null]"),
            ("$['a b']", "{\"a b\":1}", "[1]"),
            ("$[\"'\"]", "{\"'\":1}", "[1]"),
            ("$['\\'']", "{\"'\":1}", "[1]"),
            ("$['\"']", "{\"\\\"\":1}", "[1]"),
            ("$['\\u263a']", "{\"☺\":1}", "[1]"),
            ("$['\\uD83D\\uDE00']", "{\"😀\":1}", "[1]"),
            ("$['']", "{\"\":1}", "[1]"),
            ("$.żółw", "{\"żółw\":1}", "[1]"),
            ("$._1", "{\"_1\":1}", "[1]"),
            ("$.null", "{\"null\":1}", "[1]"),
            ("$['\u{E9}']", "{\"e\u{301}\":1}", "[]"),
            ("$['0']", "[5]", "[]"),
            ("$.j['k.k']['m'][0]", "{\"j\":{\"k.k\":{\"m\":[3]}}}", "[3]"),
        ]
    )
    func names(query: String, document: String, expected: String) throws {
        #expect(try select(query, from: document) == expected)
    }

    @Test(
        "Indexes count from the start, negative ones from the end",
        arguments: [
            ("$[0]", "[\"a\"]"), ("$[1]", "[\"b\"]"), ("$[-1]", "[\"c\"]"), ("$[-3]", "[\"a\"]"),
            ("$[3]", "[]"), ("$[-4]", "[]"), ("$[9007199254740991]", "[]"),
            ("$[-9007199254740991]", "[]"), ("$[0,0]", "[\"a\",\"a\"]"),
            ("$[2,-3]", "[\"c\",\"a\"]"), ("$[0,'x',*]", "[\"a\",\"a\",\"b\",\"c\"]"),
        ]
    )
    func indexes(query: String, expected: String) throws {
        #expect(try select(query, from: "[\"a\",\"b\",\"c\"]") == expected)
    }

    @Test(
        "Indexes select nothing from objects and scalars",
        arguments: ["$[0]", "$[-1]", "$[0,1]"]
    )
    func indexesElsewhere(query: String) throws {
        #expect(try select(query, from: "{\"0\":1,\"-1\":2}") == "[]")
        #expect(try select(query, from: "\"abc\"") == "[]")
    }

    @Test(
        "Slices select by start, end and step",
        arguments: [
            ("$[1:3]", "[1,2]"), ("$[5:]", "[5,6]"), ("$[:2]", "[0,1]"), ("$[1:5:2]", "[1,3]"),
            ("$[5:1:-2]", "[5,3]"), ("$[::-1]", "[6,5,4,3,2,1,0]"), ("$[:]", "[0,1,2,3,4,5,6]"),
            ("$[::]", "[0,1,2,3,4,5,6]"), ("$[-2:]", "[5,6]"), ("$[:-5]", "[0,1]"),
            ("$[-3:-1]", "[4,5]"), ("$[3:1]", "[]"), ("$[1:3:0]", "[]"), ("$[0:3:-1]", "[]"),
            ("$[10:]", "[]"), ("$[-100:2]", "[0,1]"), ("$[4:100]", "[4,5,6]"),
            ("$[100:4:-1]", "[6,5]"), ("$[2:-100:-1]", "[2,1,0]"), ("$[:2:-2]", "[6,4]"),
            ("$[-1:-3:-1]", "[6,5]"), ("$[ 1 : 6 : 2 ]", "[1,3,5]"),
            ("$[-9007199254740991:9007199254740991:9007199254740991]", "[0]"),
            ("$[9007199254740991:-9007199254740991:-9007199254740991]", "[6]"),
        ]
    )
    func slices(query: String, expected: String) throws {
        #expect(try select(query, from: "[0,1,2,3,4,5,6]") == expected)
        #expect(try select(query, from: "[]") == "[]")
        #expect(try select(query, from: "{\"a\":1}") == "[]")
    }

    @Test(
        "Wildcards and descendants go parents first, in the document's order",
        arguments: [
            ("$[*]", "[{\"j\":1,\"k\":2},[5,3,[{\"j\":4}]]]"),
            ("$.o[*]", "[1,2]"), ("$.o.*", "[1,2]"), ("$.o[*,*]", "[1,2,1,2]"),
            ("$.a[*]", "[5,3,[{\"j\":4}]]"), ("$.o.j.*", "[]"),
            ("$..j", "[1,4]"), ("$..[0]", "[5,{\"j\":4}]"), ("$.a..[0,1]", "[5,3,{\"j\":4}]"),
            ("$..*", "[{\"j\":1,\"k\":2},[5,3,[{\"j\":4}]],1,2,5,3,[{\"j\":4}],{\"j\":4},4]"),
            ("$.o..[*,*]", "[1,2,1,2]"), ("$..['j',0]", "[1,5,{\"j\":4},4]"),
            ("$.a..j", "[4]"), ("$..x", "[]"), ("$.a[2]..*", "[{\"j\":4},4]"),
        ]
    )
    func descendants(query: String, expected: String) throws {
        let document = "{\"o\":{\"j\":1,\"k\":2},\"a\":[5,3,[{\"j\":4}]]}"
        #expect(try select(query, from: document) == expected)
    }

    @Test("Nodes that several paths lead to come several times")
    func keepsDuplicates() throws {
        #expect(try select("$..*..c", from: "{\"a\":{\"b\":{\"c\":1}}}") == "[1,1]")
    }

    @Test(
        "White space may stand between the parts of a query",
        arguments: [
            "$ .a", "$\n['a']", "$[ 'a' ]", "$[\t'a'\r\n]", "$ ['a']", "$[? @ == 1 ]", "$[?@==1]",
            "$[?( @ == 1 )]", "$[ ? length( 'a' ) == @ ]", "$[?@ \n==\t1||@==2]",
            "$[?! (@ != 1)]",
        ]
    )
    func whiteSpace(query: String) throws {
        #expect(try select(query, from: "{\"a\":1}") == "[1]")
    }

    @Test(
        "A query knows whether it can give more than one node",
        arguments: [
            ("$", true), ("$.a", true), ("$['a'][0][-1]", true), ("$.*", false), ("$..a", false),
            ("$[0,1]", false), ("$[0:1]", false), ("$[?@]", false),
        ]
    )
    func singularity(query: String, isSingular: Bool) throws {
        #expect(try JSONPath(query).isSingular == isSingular)
    }

    @Test("Queries keep their text and are equal when it is")
    func identity() throws {
        let path = try JSONPath("$.a")
        #expect(path.text == "$.a")
        #expect("\(path)" == "$.a")
        #expect(try path == JSONPath("$.a"))
        #expect(try path != JSONPath("$['a']"))
        #expect(try Set([path, JSONPath("$.a")]).count == 1)
    }

    @Test("The deepest document and the deepest query are searched")
    func depth() throws {
        let levels = JSONValue.deepestNesting
        let document = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        let found = try JSONPath("$..*").nodes(in: .sample(document))
        #expect(found.count == levels - 1)
        #expect(found.last?.path == "$" + String(repeating: "[0]", count: levels - 1))
        let query = "$" + String(repeating: "[?@", count: 64) + String(repeating: "]", count: 64)
        #expect(try JSONPath(query).select(from: .sample(document)).count == 1)
    }
}
