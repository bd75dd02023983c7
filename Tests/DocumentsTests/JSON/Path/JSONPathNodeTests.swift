import Documents
import Testing

@Suite("Normalized paths")
struct JSONPathNodeTests {
    @Test(
        "Each node comes with its normalized path",
        arguments: [
            ("$", ["$"]), ("$.a", ["$['a']"]), ("$['b'][-1]", ["$['b'][2]"]),
            ("$.b[::-2]", ["$['b'][2]", "$['b'][0]"]), ("$.b[?@>1]", ["$['b'][1]", "$['b'][2]"]),
            ("$..x", ["$['a']['x']"]), ("$.*", ["$['a']", "$['b']"]), ("$.none", []),
            ("$[?@.x].x", ["$['a']['x']"]),
        ]
    )
    func paths(query: String, expected: [String]) throws {
        let document = try JSONValue.sample("{\"a\":{\"x\":null},\"b\":[1,2,3]}")
        let path = try JSONPath(query)
        let nodes = path.nodes(in: document)
        #expect(nodes.map(\.path) == expected)
        #expect(nodes.map(\.value) == path.select(from: document))
    }

    @Test(
        "Names in a path are escaped so that the path selects the node again",
        arguments: [
            ("'", "$['\\'']"), ("\\", "$['\\\\']"), ("\"", "$['\"']"), ("é😀", "$['é😀']"),
            ("\u{8}\t\n\u{C}\r", "$['\\b\\t\\n\\f\\r']"),
            ("\0\u{B}\u{1F}", "$['\\u0000\\u000b\\u001f']"),
            ("\u{7F}", "$['\u{7F}']"), ("", "$['']"),
        ]
    )
    func escapes(name: String, expected: String) throws {
        let document = JSONValue.object([name: 1])
        let path = try #require(try JSONPath("$.*").nodes(in: document).first?.path)
        #expect(path == expected)
        #expect(try JSONPath(path).select(from: document) == [1])
    }
}
