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

/// Every complaint about a text on a line each: `line:column message`, notes marked with `+`.
func complaints(about text: String) -> [String] {
    complaints(about: Array(text.utf8))
}

func complaints(about bytes: [UInt8]) -> [String] {
    do throws(YAMLError) {
        _ = try YAMLComposer.compose(bytes, path: "a.yml")
        return []
    } catch {
        return error.diagnostics.flatMap { diagnostic in
            [brief(diagnostic)] + diagnostic.notes.map { "+ " + brief($0) }
        }
    }
}

private func brief(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.location.line):\(diagnostic.location.column) \(diagnostic.message)"
}

func compose(_ text: String) throws -> YAMLNode {
    try YAMLComposer.compose(Array(text.utf8), path: "a.yml")
}
