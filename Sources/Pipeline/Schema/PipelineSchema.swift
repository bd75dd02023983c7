package import Documents

/// The JSON Schema (2020-12) of a pipeline file, made from the format's one description.
package enum PipelineSchema {
    /// The schema's document, for editors to complete and check files with.
    package static func document() -> JSONValue {
        var root: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Latchkey pipeline",
        ]
        for member in schema(of: PipelineFormat.file).members { root[member.name] = member.value }
        root["$defs"] = .object(JSONObject(ScalarSchema.definitions))
        return .object(root)
    }

    static func schema(of shape: Shape) -> JSONObject {
        switch shape {
        case .scalar(let kind): ScalarSchema.schema(of: kind)
        case .list(let item, let least):
            [
                "type": "array",
                "items": .object(schema(of: item)),
                "minItems": .number(JSONNumber(least)),
            ]
        case .map(let value, let names): schema(ofMapOf: value, names)
        case .mapping(let mapping): schema(of: mapping)
        case .either(let shapes): ["anyOf": .array(shapes.map { .object(schema(of: $0)) })]
        case .variants(let variants, let lastIsDefault):
            schema(ofVariants: variants, lastIsDefault: lastIsDefault)
        case .tree: [:]
        }
    }

    private static func schema(ofMapOf value: Shape, _ names: NameKind) -> JSONObject {
        let value = JSONValue.object(schema(of: value))
        var object: JSONObject = ["type": "object", "minProperties": 1]
        if case .choice(let names) = names {
            object["properties"] = .object(JSONObject(names.map { ($0, value) }))
            object["additionalProperties"] = false
        } else {
            object["propertyNames"] = ["pattern": .string(names.expression)]
            object["additionalProperties"] = value
        }
        return object
    }

    private static func schema(of mapping: MappingShape) -> JSONObject {
        var object: JSONObject = [
            "description": .string(mapping.summary),
            "type": "object",
            "properties": .object(
                JSONObject(mapping.keys.map { ($0.name, .object(schema(of: $0))) })
            ),
            "additionalProperties": false,
        ]
        let required = mapping.keys.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        return object
    }

    /// A key's schema, in which the key's own words stand in front of its value's.
    private static func schema(of key: ShapeKey) -> JSONObject {
        var words = [key.summary]
        if let fallback = key.fallback { words.append("Default: \(fallback)") }
        if let example = key.example { words.append("Example: \(example)") }
        var object = schema(of: key.shape)
        object["description"] = .string(words.joined(separator: "\n\n"))
        return object
    }

    private static func schema(
        ofVariants variants: [MappingShape],
        lastIsDefault: Bool
    ) -> JSONObject {
        let schemas = variants.enumerated().map { index, variant -> JSONValue in
            var object = schema(of: variant)
            let isDefault = lastIsDefault && index == variants.count - 1
            if !isDefault, let mark = variant.keys.first, !mark.isRequired {
                object["required"] = [.string(mark.name)]
            }
            return .object(object)
        }
        return ["anyOf": .array(schemas)]
    }
}
