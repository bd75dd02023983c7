/// A mapping with a known set of keys.
struct MappingShape: Sendable {
    /// What the mapping is, in messages and in the reference: `client`, `error rule`.
    var name: String
    /// One sentence for the reference.
    var summary: String
    /// The keys that are its own.
    var own: [ShapeKey]
    /// Keys that another mapping has too, where the reference explains them.
    var shared: [ShapeKey]

    init(_ name: String, _ summary: String, _ own: [ShapeKey], shared: [ShapeKey] = []) {
        self.name = name
        self.summary = summary
        self.own = own
        self.shared = shared
    }

    var keys: [ShapeKey] { own + shared }

    subscript(name: String) -> ShapeKey? { keys.first { $0.name == name } }
}
