/// A query inside a filter: `@…` from the node under test, `$…` from the document's root.
struct JSONPathFilterQuery: Sendable {
    let isAbsolute: Bool
    let segments: [JSONPathSegment]

    var isSingular: Bool {
        segments.allSatisfy(\.isSingular)
    }
}
