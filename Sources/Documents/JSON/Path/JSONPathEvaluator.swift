/// Applies a query to a document (RFC 9535, sections 2.3 to 2.5).
struct JSONPathEvaluator {
    let root: JSONValue

    func nodes(of segments: [JSONPathSegment], from start: JSONPathNode) -> [JSONPathNode] {
        var nodes = [start]
        for segment in segments {
            var selected: [JSONPathNode] = []
            for node in nodes {
                if segment.isDescendant {
                    visitDescendants(of: node) {
                        select(segment.selectors, from: $0, into: &selected)
                    }
                } else {
                    select(segment.selectors, from: node, into: &selected)
                }
            }
            nodes = selected
        }
        return nodes
    }

    /// The value of a singular query: no lists on the way.
    func onlyValue(of segments: [JSONPathSegment], from start: JSONValue) -> JSONValue? {
        var value = start
        for segment in segments {
            guard let next = segment.onlySelector?.onlyChild(of: value) else { return nil }
            value = next
        }
        return value
    }

    /// Visits a node and all beneath it, parents first and children in order.
    private func visitDescendants(of node: JSONPathNode, visit: (JSONPathNode) -> Void) {
        var waiting = [node]
        while let next = waiting.popLast() {
            visit(next)
            waiting += next.children.reversed()
        }
    }

    private func select(
        _ selectors: [JSONPathSelector],
        from node: JSONPathNode,
        into nodes: inout [JSONPathNode]
    ) {
        for selector in selectors {
            switch selector {
            case .name(let name):
                if let value = node.value[name] { nodes.append(node.child(value, at: .name(name))) }
            case .wildcard: nodes += node.children
            case .index(let index):
                guard let place = node.value.place(of: index), let value = node.value[place] else {
                    continue
                }
                nodes.append(node.child(value, at: .index(place)))
            case .slice(let slice):
                guard let elements = node.value.array else { continue }
                for index in slice.indexes(count: elements.count) {
                    nodes.append(node.child(elements[index], at: .index(index)))
                }
            case .filter(let expression):
                nodes += node.children.filter { holds(expression, for: $0.value) }
            }
        }
    }
}

extension JSONPathSelector {
    /// The child that a name or an index selects.
    fileprivate func onlyChild(of value: JSONValue) -> JSONValue? {
        switch self {
        case .name(let name): value[name]
        case .index(let index): value.place(of: index).flatMap { value[$0] }
        case .wildcard, .slice, .filter: nil
        }
    }
}

extension JSONValue {
    /// The element an index means, a negative one counted from an array's end.
    fileprivate func place(of index: Int) -> Int? {
        guard case .array(let elements) = self else { return nil }
        return index < 0 ? elements.count + index : index
    }
}
