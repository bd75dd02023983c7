import Documents

extension YAMLNode {
    /// The tree on one line: plain scalars bare, quoted ones in quotes, blocks in bars.
    var outline: String {
        switch content {
        case .scalar(let text, .plain): text
        case .scalar(let text, .quoted): "\"\(text)\""
        case .scalar(let text, .block): "|\(text)|"
        case .sequence(let items): "[" + items.map(\.outline).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key.outline): \($0.value.outline)" }.joined(separator: ", ")
                + "}"
        }
    }
}

func compose(_ text: String) throws -> YAMLNode {
    try YAMLComposer.compose(Array(text.utf8), path: "a.yml")
}
