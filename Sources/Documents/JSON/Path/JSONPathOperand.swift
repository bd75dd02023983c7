/// What stands for one value, or for none: a side of a comparison or an argument.
enum JSONPathOperand: Sendable {
    case literal(JSONValue)
    /// A singular query.
    case query(JSONPathFilterQuery)
    /// A function whose result is a value.
    case call(JSONPathCall)
}
