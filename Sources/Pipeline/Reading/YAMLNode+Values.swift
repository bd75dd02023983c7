import Documents

/// Values out of a tree that has been checked; what is wrong with it is left out without a word.
extension YAMLNode {
    var template: Template { Template(reading: text ?? "", at: location) }

    var span: Span? { text.flatMap { try? Span($0) } }

    /// A scalar, or a list's scalars.
    var texts: [String] { (items ?? [self]).compactMap(\.text) }

    /// The queries of a scalar or a list.
    var pick: ValuePick { ValuePick(texts.compactMap { try? JSONPath($0) }) }

    /// A query, or a mapping's `path`.
    var pathOrPick: ValuePick { (self["path"] ?? self).pick }

    var path: JSONPath? { text.flatMap { try? JSONPath($0) } }

    var isTrue: Bool { scalar == .bool(true) }

    var integer: Int? {
        guard case .integer(let value) = scalar else { return nil }
        return value
    }

    /// A mapping's entries as templates, in the file's order.
    var namedTemplates: [NamedTemplate] {
        (entries ?? []).map { NamedTemplate($0.key.text ?? "", $0.value.template) }
    }

    /// A mapping from text to text.
    var textMap: [String: String] {
        let pairs = (entries ?? []).map { ($0.key.text ?? "", $0.value.text ?? "") }
        return Dictionary(pairs) { first, _ in first }
    }

    var pickMap: [String: ValuePick] {
        let pairs = (entries ?? []).map { ($0.key.text ?? "", $0.value.pick) }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The word as a value of an enumeration.
    func word<Word: RawRepresentable<String>>(_ type: Word.Type) -> Word? {
        text.flatMap { Word(rawValue: $0) }
    }

    /// The tree as JSON in whose strings variables are found.
    var jsonTemplate: JSONTemplate {
        switch content {
        case .sequence(let items): .array(items.map(\.jsonTemplate))
        case .mapping(let entries):
            .object(entries.map { ($0.key.text ?? "", $0.value.jsonTemplate) })
        case .scalar(let text, _): jsonScalar(text)
        }
    }

    private func jsonScalar(_ text: String) -> JSONTemplate {
        switch scalar {
        case .null: .value(.null)
        case .bool(let value): .value(.bool(value))
        case .integer(let value): .value(.number(JSONNumber(value)))
        // A number that JSON can't write, such as `.inf`, stays text.
        case .decimal(let text): .value(JSONNumber(text).map(JSONValue.number) ?? .string(text))
        case .text, nil: text.contains("$") ? .string(template) : .value(.string(text))
        }
    }
}
