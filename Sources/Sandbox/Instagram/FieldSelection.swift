/// What `fields=` asks for: names, some with fields of their own in braces.
struct FieldSelection: Sendable {
    private(set) var fields: [(name: String, nested: FieldSelection?)] = []

    /// Deeper nesting than any object has is refused.
    private static let deepest = 4

    /// Reads `id,username,children{id,media_type}`; throws what is wrong with the syntax.
    init(_ text: String) throws(GraphError) {
        var rest = Substring(text)
        self = try Self.read(&rest, depth: 0)
        guard rest.isEmpty else { throw GraphError.invalidParameter("fields") }
    }

    private init() {}

    private static func read(
        _ text: inout Substring,
        depth: Int
    ) throws(GraphError) -> FieldSelection {
        guard depth < deepest else { throw GraphError.invalidParameter("fields") }
        var selection = FieldSelection()
        while true {
            let word = text.prefix { $0 != "," && $0 != "{" && $0 != "}" }
            text = text.dropFirst(word.count)
            let name = word.filter { $0 != " " }
            guard !name.isEmpty else { throw GraphError.invalidParameter("fields") }
            var nested: FieldSelection?
            if text.first == "{" {
                text.removeFirst()
                nested = try read(&text, depth: depth + 1)
                guard text.first == "}" else { throw GraphError.invalidParameter("fields") }
                text.removeFirst()
            }
            selection.fields.append((name, nested))
            guard text.first == "," else { return selection }
            text.removeFirst()
        }
    }
}
