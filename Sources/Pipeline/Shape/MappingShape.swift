/// A mapping with a known set of keys.
struct MappingShape: Sendable {
    /// What the mapping is, in messages and in the reference: `client`, `error rule`.
    var name: String
    /// One sentence for the reference.
    var summary: String
    var keys: [ShapeKey]

    init(_ name: String, _ summary: String, _ keys: [ShapeKey]) {
        self.name = name
        self.summary = summary
        self.keys = keys
    }

    subscript(name: String) -> ShapeKey? { keys.first { $0.name == name } }
}
