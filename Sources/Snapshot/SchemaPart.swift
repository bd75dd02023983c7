import Documents

/// Words of JSON Schema (2020-12), as far as the status files need them.
enum SchemaPart {
    static func text(_ description: String? = nil) -> JSONValue { typed("string", description) }
    static func flag(_ description: String? = nil) -> JSONValue { typed("boolean", description) }
    static func count(_ description: String? = nil) -> JSONValue {
        var object = typed("integer", description).object ?? [:]
        object["minimum"] = 0
        return .object(object)
    }

    /// RFC 3339 in UTC.
    static func time(_ description: String? = nil, nullable: Bool = false) -> JSONValue {
        var object: JSONObject = nullable ? ["type": ["string", "null"]] : ["type": "string"]
        object["format"] = "date-time"
        object["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
        object["description"] = description.map { .string($0) }
        return .object(object)
    }

    static func oneOf(_ values: [String], _ description: String? = nil) -> JSONValue {
        var object: JSONObject = ["enum": .array(values.map { .string($0) })]
        object["description"] = description.map { .string($0) }
        return .object(object)
    }

    static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }
    static func map(_ values: JSONValue) -> JSONValue {
        ["type": "object", "additionalProperties": values]
    }

    static func always(_ value: JSONValue) -> JSONValue { .object(["const": value]) }

    /// An object with these members; the ones in `optional` may be missing.
    static func object(
        _ properties: [(String, JSONValue)],
        optional: Set<String> = [],
        open: Bool = false
    ) -> JSONValue {
        var members = JSONObject()
        for (name, part) in properties { members[name] = part }
        return .object([
            "type": "object", "properties": .object(members),
            "required": .array(
                properties.map(\.0).filter { !optional.contains($0) }.map { .string($0) }
            ),
            "additionalProperties": .bool(open),
        ])
    }

    private static func typed(_ type: String, _ description: String?) -> JSONValue {
        var object: JSONObject = ["type": .string(type)]
        object["description"] = description.map { .string($0) }
        return .object(object)
    }
}
