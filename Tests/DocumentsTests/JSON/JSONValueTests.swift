import Documents
import Testing

@Suite("JSON values")
struct JSONValueTests {
    private let answer: JSONValue = [
        "data": [["user_id": 17, "name": "Ana", "ok": true, "gone": nil]], "paging": [:],
    ]

    @Test("Literals build every kind of value")
    func buildsFromLiterals() throws {
        let text = """
            {"data":[{"user_id":17,"name":"Ana","ok":true,"gone":null}],"paging":{}}
            """
        #expect(answer.line == text)
        let name = "A"
        #expect("\(name)na" as JSONValue == .string("Ana"))
    }

    @Test("Subscripts lead into objects and arrays, and to nil beside them")
    func subscripts() {
        let user = answer["data"]?[0]
        #expect(user?["name"]?.string == "Ana")
        #expect(user?["gone"] == .some(.null))
        #expect(user?["missing"] == nil)
        #expect(answer["data"]?[1] == nil)
        #expect(answer["data"]?[-1] == nil)
        #expect(answer["data"]?["user_id"] == nil)
        #expect(answer[0] == nil)
        #expect(JSONValue.string("Ana")["name"] == nil)
    }

    @Test("Each accessor gives its own kind and nil for the others")
    func accessors() throws {
        let values: [JSONValue] = [nil, true, 1, "a", [2], ["b": 3]]
        #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil])
        #expect(values.map(\.integer) == [nil, nil, 1, nil, nil, nil])
        #expect(values.map(\.number?.text) == [nil, nil, "1", nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, nil, "a", nil, nil])
        #expect(values.map(\.array) == [nil, nil, nil, nil, [2], nil])
        #expect(values.map(\.object) == [nil, nil, nil, nil, nil, ["b": 3]])
        #expect(values.map(\.exactText) == [nil, nil, "1", "a", nil, nil])
    }

    @Test("The exact text of an id is the same as a number and as a string")
    func exactText() throws {
        let ids = try JSONValue.sample("[17841400000000000001,\"17841400000000000001\"]")
        #expect(ids[0]?.exactText == ids[1]?.exactText)
        #expect(ids[0]?.integer == nil)
    }

    @Test("Values are equal when the same is written")
    func equality() throws {
        #expect(try JSONValue.sample("[1,{\"a\":null}]") == [1, ["a": nil]])
        #expect(try JSONValue.sample("1.0") != 1)
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONValue.string("1") != 1)
        #expect(JSONValue.array([]) != .object([:]))
        #expect(JSONValue.array([1, 2]) != [2, 1])
    }

    @Test("Equal values have one place in a set")
    func hashing() throws {
        let set: Set<JSONValue> = [
            nil, nil, 1, 1, "a", "a", [1, 2], [1, 2], ["a": 1, "b": 2], ["b": 2, "a": 1], [2, 1],
            .string("\u{E9}"), .string("e\u{301}"),
        ]
        #expect(set.count == 8)
    }
}
