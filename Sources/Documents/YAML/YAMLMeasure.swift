/// How large a tree is once its aliases are followed.
struct YAMLMeasure {
    var nodes: Int
    /// The UTF-8 bytes of all its text.
    var bytes: Int
    /// The levels of lists and mappings; 0 for a scalar.
    var height: Int

    /// The deepest nesting a file may have.
    static let mostLevels = 64
    /// What all aliases of one file together may add to it.
    static let mostGrowth = YAMLMeasure(nodes: 10_000, bytes: 1 << 20, height: mostLevels)

    static func scalar(_ text: String) -> Self {
        Self(nodes: 1, bytes: text.utf8.count, height: 0)
    }

    /// A list or mapping that holds nothing yet.
    static let emptyCollection = Self(nodes: 1, bytes: 0, height: 1)

    /// Takes up a child.
    mutating func hold(_ child: Self) {
        nodes += child.nodes
        bytes += child.bytes
        height = max(height, child.height + 1)
    }

    /// Whether `other` may be added without passing the bounds on growth.
    func canGrow(by other: Self) -> Bool {
        nodes + other.nodes <= Self.mostGrowth.nodes && bytes + other.bytes <= Self.mostGrowth.bytes
    }
}
