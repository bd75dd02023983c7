/// One step of a query: what it selects from each node, or from each node and its descendants.
struct JSONPathSegment: Sendable {
    let isDescendant: Bool
    let selectors: [JSONPathSelector]

    var isSingular: Bool {
        onlySelector?.isSingular ?? false
    }

    /// The selector of a child segment that has just one.
    var onlySelector: JSONPathSelector? {
        isDescendant || selectors.count != 1 ? nil : selectors.first
    }
}
