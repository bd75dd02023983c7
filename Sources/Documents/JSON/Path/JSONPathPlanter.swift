/// Changes a document so that a query selects something in it.
///
/// Pure. Names, indexes, wildcards, slices and descendants are followed; of a filter the usual
/// conditions are met: existence, a comparison with a literal, `match` and `search` with a written
/// expression. Whoever plants checks the result with `select`: a negation, for one, is only hoped
/// for.
struct JSONPathPlanter {
    /// Conditions on the document itself, met after everything else.
    private var atRoot: [(segments: [JSONPathSegment], value: JSONValue?)] = []

    /// The most elements an array is filled up with.
    private static let longest = 64

    /// The document with a value where the query looks; `nil` where no way is known.
    ///
    /// Without a value, whatever is there stays, and something is put where nothing was.
    mutating func plant(
        _ value: JSONValue?,
        at segments: [JSONPathSegment],
        in document: JSONValue?
    ) -> JSONValue? {
        var document = place(value, segments[...], document)
        while let next = atRoot.popLast(), document != nil {
            document = place(next.value, next.segments[...], document)
        }
        return document
    }

    private mutating func place(
        _ value: JSONValue?,
        _ segments: ArraySlice<JSONPathSegment>,
        _ node: JSONValue?
    ) -> JSONValue? {
        guard let segment = segments.first else {
            return value ?? node.flatMap { $0 == .null ? nil : $0 } ?? "any"
        }
        for selector in segment.selectors {
            if let made = place(value, selector, segments.dropFirst(), node) { return made }
        }
        return nil
    }

    private mutating func place(
        _ value: JSONValue?,
        _ selector: JSONPathSelector,
        _ rest: ArraySlice<JSONPathSegment>,
        _ node: JSONValue?
    ) -> JSONValue? {
        switch selector {
        case .name(let name): return place(value, rest, name, of: node)
        case .index(let index): return place(value, rest, index, of: node)
        case .slice(let slice): return place(value, rest, max(slice.start ?? 0, 0), of: node)
        case .wildcard:
            if let first = node?.object?.members.first {
                return place(value, rest, first.name, of: node)
            }
            return node?.array == nil
                ? place(value, rest, "any", of: node) : place(value, rest, 0, of: node)
        case .filter(let condition):
            guard let child = meet(condition, nil), let made = place(value, rest, child) else {
                return nil
            }
            if var elements = node?.array {
                elements.append(made)
                return .array(elements)
            }
            guard var object = Self.object(node) else { return nil }
            object["any"] = made
            return .object(object)
        }
    }

    private mutating func place(
        _ value: JSONValue?,
        _ rest: ArraySlice<JSONPathSegment>,
        _ name: String,
        of node: JSONValue?
    ) -> JSONValue? {
        guard var object = Self.object(node), let made = place(value, rest, object[name]) else {
            return nil
        }
        object[name] = made
        return .object(object)
    }

    private mutating func place(
        _ value: JSONValue?,
        _ rest: ArraySlice<JSONPathSegment>,
        _ index: Int,
        of node: JSONValue?
    ) -> JSONValue? {
        var elements: [JSONValue]
        switch node {
        case .none, .some(.null): elements = []
        case .some(.array(let there)): elements = there
        default: return nil
        }
        let target = index < 0 ? max(elements.count + index, 0) : index
        guard target < Self.longest else { return nil }
        while elements.count <= target { elements.append(.null) }
        guard let made = place(value, rest, elements[target]) else { return nil }
        elements[target] = made
        return .array(elements)
    }

    /// A child that a filter's condition holds for.
    private mutating func meet(_ condition: JSONPathExpression, _ node: JSONValue?) -> JSONValue? {
        switch condition {
        case .any(let conditions):
            for condition in conditions {
                if let made = meet(condition, node) { return made }
            }
            return nil
        case .all(let conditions):
            var node = node
            for condition in conditions {
                guard let made = meet(condition, node) else { return nil }
                node = made
            }
            return node
        case .not: return node ?? [:]
        case .exists(let query): return put(nil, at: query, node)
        case .comparison(.query(let query), let comparison, .literal(let literal)):
            return put(Self.witness(comparison, literal), at: query, node)
        case .comparison(.literal(let literal), let comparison, .query(let query)):
            return put(Self.witness(comparison.turned, literal), at: query, node)
        case .call(.match(.query(let query), .fixed(let pattern?))),
            .call(.search(.query(let query), .fixed(let pattern?))):
            return pattern.example.flatMap { put(.string($0), at: query, node) }
        case .comparison, .call: return nil
        }
    }

    private mutating func put(
        _ value: JSONValue?,
        at query: JSONPathFilterQuery,
        _ node: JSONValue?
    ) -> JSONValue? {
        guard query.isAbsolute else { return place(value, query.segments[...], node) }
        atRoot.append((query.segments, value))
        return node ?? [:]
    }

    /// A value that stands in a relation to another one.
    private static func witness(
        _ comparison: JSONPathComparison,
        _ literal: JSONValue
    ) -> JSONValue {
        switch (comparison, literal) {
        case (.equal, _), (.lessOrEqual, _), (.greaterOrEqual, _): literal
        case (.unequal, .bool(let bool)): .bool(!bool)
        case (.unequal, .string(let text)): .string("not-\(text)")
        case (.unequal, .null): true
        case (.greater, .string(let text)): .string("\(text)z")
        case (.less, .string): ""
        case (.less, _): .number(JSONNumber((literal.integer ?? 0) - 1))
        case (.greater, _), (.unequal, _): .number(JSONNumber((literal.integer ?? 0) + 1))
        }
    }

    private static func object(_ node: JSONValue?) -> JSONObject? {
        switch node {
        case .none, .some(.null): JSONObject()
        case .some(.object(let object)): object
        default: nil
        }
    }
}

extension JSONPathComparison {
    /// The same relation with its sides exchanged.
    fileprivate var turned: Self {
        switch self {
        case .equal, .unequal: self
        case .less: .greater
        case .greater: .less
        case .lessOrEqual: .greaterOrEqual
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
