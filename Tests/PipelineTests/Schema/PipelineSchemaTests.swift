import Documents
@testable import Pipeline
import Testing

@Suite("The JSON Schema follows the format")
struct PipelineSchemaTests {
    private let document = PipelineSchema.document()

    /// Every schema in the document: those of keys, items, alternatives and definitions.
    private var schemas: [JSONObject] {
        var found: [JSONObject] = []
        var waiting = [document]
        while let value = waiting.popLast() {
            guard let schema = value.object else { continue }
            found.append(schema)
            for keyword in ["properties", "$defs"] {
                waiting += schema[keyword]?.object?.members.map(\.value) ?? []
            }
            for keyword in ["items", "additionalProperties"] {
                waiting += [schema[keyword]].compactMap(\.self)
            }
            waiting += schema["anyOf"]?.array ?? []
        }
        return found
    }

    @Test("It is a schema of 2020-12 for one mapping")
    func head() {
        #expect(document["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(document["type"] == "object")
        #expect(document["required"] == ["client", "authorize", "exchange"])
        #expect(document["additionalProperties"] == false)
    }

    @Test("It has every key of the file, in the file's order, each explained")
    func keys() {
        let members = document["properties"]?.object?.members ?? []
        #expect(members.map(\.name) == PipelineFormat.file.keys.map(\.name))
        for (member, key) in zip(members, PipelineFormat.file.keys) {
            #expect(member.value["description"]?.string?.hasPrefix(key.summary) == true)
        }
    }

    @Test("Mappings with known keys admit no others")
    func closed() {
        let mappings = schemas.filter { $0["properties"] != nil }
        #expect(mappings.count > 20)
        #expect(mappings.allSatisfy { $0["additionalProperties"] == false })
    }

    @Test("Every reference leads to a definition, and every definition is used")
    func references() {
        let names = schemas.compactMap { $0["$ref"]?.string }
        let defined = document["$defs"]?.object?.members.map { "#/$defs/\($0.name)" } ?? []
        #expect(Set(names) == Set(defined))
    }

    @Test("Words are those of the definition's enumerations")
    func words() {
        let refresh = document["properties"]?["refresh"]?["properties"]
        #expect(refresh?["uses"]?["enum"] == ["refresh_token", "access_token"])
        #expect(refresh?["rotates"]?["enum"] == ["always", "sometimes", "never"])
        let rules = document["properties"]?["errors"]?["properties"]?["api"]?["properties"]?[
            "rules"
        ]
        let classes = rules?["items"]?["properties"]?["class"]?["enum"]?.array
        #expect(classes?.compactMap(\.string) == FailureClass.allCases.map(\.rawValue))
    }
}
