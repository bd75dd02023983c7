/// A JSONPath query (RFC 9535), well formed and valid by construction.
package struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// The query as it was written.
    package let text: String
    private let segments: [JSONPathSegment]

    /// Parses a query; throws the position and reason of the first fault.
    package init(_ text: String) throws(JSONPathError) {
        self.text = text
        var parser = JSONPathParser(text)
        segments = try parser.document()
    }

    /// Whether the query can give one node at most: only names and indexes (section 2.3.5.1).
    package var isSingular: Bool {
        segments.allSatisfy(\.isSingular)
    }

    /// The nodelist's values, in the order RFC 9535 gives; members in their document's order.
    package func select(from document: JSONValue) -> [JSONValue] {
        let evaluator = JSONPathEvaluator(root: document)
        if isSingular {
            return evaluator.onlyValue(of: segments, from: document).map { [$0] } ?? []
        }
        return evaluator.nodes(of: segments, from: JSONPathNode(document)).map(\.value)
    }

    /// The nodelist with each node's place, in the same order.
    package func nodes(in document: JSONValue) -> [JSONPathNode] {
        let root = JSONPathNode(document, place: JSONPathPlace(step: .root))
        return JSONPathEvaluator(root: document).nodes(of: segments, from: root)
    }

    /// The document with a value where the query looks, so that the query selects it; `nil` where
    /// the query can't be turned round.
    ///
    /// Without a value, something is put there where the query selects nothing yet.
    package func planting(_ value: JSONValue?, in document: JSONValue?) -> JSONValue? {
        if value == nil, let document, !select(from: document).isEmpty { return document }
        var planter = JSONPathPlanter()
        guard let made = planter.plant(value, at: segments, in: document) else { return nil }
        let selected = select(from: made)
        let isThere = value.map(selected.contains) ?? !selected.isEmpty
        guard isThere else { return nil }
        return made
    }

    package var description: String { text }

    package static func == (left: Self, right: Self) -> Bool {
        ExactText(left.text) == ExactText(right.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(text))
    }
}
