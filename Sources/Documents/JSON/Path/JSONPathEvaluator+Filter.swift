extension JSONPathEvaluator {
    /// Whether a filter lets the current node pass.
    func holds(_ expression: JSONPathExpression, for current: JSONValue) -> Bool {
        switch expression {
        case .any(let expressions): expressions.contains { holds($0, for: current) }
        case .all(let expressions): expressions.allSatisfy { holds($0, for: current) }
        case .not(let expression): !holds(expression, for: current)
        case .exists(let query): !values(of: query, for: current).isEmpty
        case .comparison(let left, let comparison, let right):
            comparison.holds(value(of: left, for: current), value(of: right, for: current))
        case .call(.match(let subject, let pattern)):
            matches(subject, pattern, for: current) { $0.matchesWhole($1) }
        case .call(.search(let subject, let pattern)):
            matches(subject, pattern, for: current) { $0.matchesPart($1) }
        // The parser lets no function that gives a value stand as a condition.
        case .call: false
        }
    }

    private func values(of query: JSONPathFilterQuery, for current: JSONValue) -> [JSONValue] {
        let start = query.isAbsolute ? root : current
        if query.isSingular {
            return onlyValue(of: query.segments, from: start).map { [$0] } ?? []
        }
        return nodes(of: query.segments, from: JSONPathNode(start)).map(\.value)
    }

    /// The value an operand stands for; `nil` is RFC 9535's "Nothing".
    private func value(of operand: JSONPathOperand, for current: JSONValue) -> JSONValue? {
        switch operand {
        case .literal(let literal): literal
        case .query(let query):
            onlyValue(of: query.segments, from: query.isAbsolute ? root : current)
        case .call(let call): value(of: call, for: current)
        }
    }

    private func value(of call: JSONPathCall, for current: JSONValue) -> JSONValue? {
        switch call {
        case .length(let operand): value(of: operand, for: current).flatMap(length)
        case .count(let query): .number(JSONNumber(values(of: query, for: current).count))
        case .value(let query):
            switch values(of: query, for: current) {
            case let values where values.count == 1: values[0]
            default: nil
            }
        case .match, .search: nil
        }
    }

    private func length(of value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text): .number(JSONNumber(text.unicodeScalars.count))
        case .array(let elements): .number(JSONNumber(elements.count))
        case .object(let object): .number(JSONNumber(object.count))
        default: nil
        }
    }

    private func matches(
        _ subject: JSONPathOperand,
        _ pattern: JSONPathPattern,
        for current: JSONValue,
        by matching: (IRegexp, String) -> Bool
    ) -> Bool {
        let regexp =
            switch pattern {
            case .fixed(let regexp): regexp
            case .computed(let operand): JSONPathPattern.compiled(value(of: operand, for: current))
            }
        guard let regexp, let text = value(of: subject, for: current)?.string else { return false }
        return matching(regexp, text)
    }
}
