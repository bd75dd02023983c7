/// A call of a function with arguments of the right types.
indirect enum JSONPathCall: Sendable {
    case length(JSONPathOperand)
    case count(JSONPathFilterQuery)
    case value(JSONPathFilterQuery)
    case match(JSONPathOperand, JSONPathPattern)
    case search(JSONPathOperand, JSONPathPattern)

    var function: JSONPathFunction {
        switch self {
        case .length: .length
        case .count: .count
        case .value: .value
        case .match: .match
        case .search: .search
        }
    }
}
