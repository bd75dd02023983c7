import Documents

extension YAMLNode {
    /// The tree as JSON, the way an editor's language server sees it.
    var json: JSONValue {
        switch content {
        case .sequence(let items): .array(items.map(\.json))
        case .mapping(let entries):
            .object(JSONObject(entries.map { ($0.key.text ?? "", $0.value.json) }))
        case .scalar(let text, _):
            switch scalar {
            case .null: .null
            case .bool(let value): .bool(value)
            case .integer(let value): .number(JSONNumber(value))
            case .decimal: JSONNumber(text).map(JSONValue.number) ?? .string(text)
            case .text, nil: .string(text)
            }
        }
    }
}
