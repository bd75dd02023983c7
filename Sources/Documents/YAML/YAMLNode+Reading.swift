extension YAMLNode {
    /// What the scalar means by the core schema; `nil` for a list or a mapping.
    package var scalar: YAMLScalar? {
        switch content {
        case .scalar(let text, .plain): YAMLScalar(plain: text)
        case .scalar(let text, _): .text(text)
        case .sequence, .mapping: nil
        }
    }

    /// The scalar's text exactly as written, a number's too; `nil` for anything that is no scalar.
    package var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    package var isNull: Bool { scalar == .null }

    package var items: [YAMLNode]? {
        guard case .sequence(let items) = content else { return nil }
        return items
    }

    package var entries: [Entry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// The mapping's entry of that key, which knows the key's place too.
    package func entry(_ key: String) -> Entry? {
        entries?.first { $0.key.text == key }
    }

    /// The value of a mapping's key.
    package subscript(key: String) -> YAMLNode? { entry(key)?.value }

    /// What the node is, for messages such as "expected a list, found text".
    package var kindName: String {
        switch content {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .scalar:
            switch scalar {
            case .bool: "true or false"
            case .integer, .decimal: "a number"
            case .null: "nothing"
            case .text, nil: "text"
            }
        }
    }
}
