/// One step of a query: what it selects from each node, or from each node and its descendants.
struct JSONPathSegment: Sendable {
    let isDescendant: Bool
    let selectors: [JSONPathSelector]

    /// How often the segment can select one child.
    ///
    /// Names that differ never overlap, nor do indexes, unless one counts from the end.
    var overlap: Int {
        var lists = 0
        var counts: [JSONPathSelector.Single: Int] = [:]
        for selector in selectors {
            if let single = selector.single {
                counts[single, default: 0] += 1
            } else {
                lists += 1
            }
        }
        var most = (name: 0, fromStart: 0, fromEnd: 0)
        for (single, count) in counts {
            switch single {
            case .name: most.name = max(most.name, count)
            case .index(0...): most.fromStart = max(most.fromStart, count)
            case .index: most.fromEnd = max(most.fromEnd, count)
            }
        }
        return lists + max(most.name, most.fromStart + most.fromEnd)
    }

    var isSingular: Bool {
        onlySelector?.isSingular ?? false
    }

    /// The selector of a child segment that has just one.
    var onlySelector: JSONPathSelector? {
        isDescendant || selectors.count != 1 ? nil : selectors.first
    }
}
