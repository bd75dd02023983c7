/// The second argument of `match` and `search`.
enum JSONPathPattern: Sendable {
    /// Written in the query, and parsed with it; `nil` when it is no regular expression.
    case fixed(IRegexp?)
    /// Known only when a document is at hand.
    case computed(JSONPathOperand)

    init(_ operand: JSONPathOperand) {
        if case .literal(let literal) = operand {
            self = .fixed(Self.compiled(literal))
        } else {
            self = .computed(operand)
        }
    }

    /// The regular expression a value holds; `nil` makes the function false (section 2.4.6).
    static func compiled(_ value: JSONValue?) -> IRegexp? {
        guard case .string(let text) = value else { return nil }
        return try? IRegexp(text)
    }
}
