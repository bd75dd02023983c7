import Documents
import Testing

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("Members keep the order in which their names first came")
    func keepsOrder() {
        var object: JSONObject = ["b": 1, "a": 2]
        object["c"] = 3
        object["b"] = 4
        #expect(object.members.map(\.name) == ["b", "a", "c"])
        #expect(object["b"] == 4)
        #expect(object.count == 3)
    }

    @Test("Setting nil removes a member; setting null keeps it")
    func removesMembers() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = nil
        object["missing"] = nil
        object["b"] = .some(.null)
        #expect(object.members.map(\.name) == ["b"])
        #expect(object["b"] == .some(.null))
        #expect(object["a"] == nil)
    }

    @Test("The last of several values for one name is taken")
    func takesLastDuplicate() {
        #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]) == ["a": 3, "b": 2])
    }

    @Test("Equality and hash do not depend on order, but on names and values")
    func ignoresOrder() {
        let object: JSONObject = ["a": 1, "b": [2]]
        #expect(object == ["b": [2], "a": 1])
        #expect(object.hashValue == (["b": [2], "a": 1] as JSONObject).hashValue)
        #expect(object != ["a": 1, "b": [3]])
        #expect(object != ["a": 1, "c": [2]])
        #expect(object != ["a": 1])
    }

    @Test("Names that only look alike are different names")
    func comparesNamesExactly() {
        let object: JSONObject = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(object.count == 2)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        #expect(object != ["\u{E9}": 1, "e\u{341}": 2])
    }

    @Test(
        "An object with many members behaves like a small one",
        arguments: [15, 16, 17, 18, 5000]
    )
    func handlesManyMembers(count: Int) {
        var object = JSONObject((0..<count).map { ("name\($0)", .number(JSONNumber($0))) })
        let backwards = JSONObject(object.members.reversed().map { ($0.name, $0.value) })
        #expect(object == backwards)
        #expect(object.hashValue == backwards.hashValue)
        object["name3"] = nil
        object["name7"] = "seven"
        object["new"] = true
        #expect(object.count == count)
        #expect(object["name3"] == nil)
        #expect(object["name7"] == "seven")
        #expect(object["name\(count - 1)"]?.integer == count - 1)
        #expect(object["new"] == true)
        #expect(object["none"] == nil)
        #expect(object.members.last?.name == "new")
        #expect(object != backwards)
    }
}
