/// A filter's condition (RFC 9535, section 2.3.5).
indirect enum JSONPathExpression: Sendable {
    case any([JSONPathExpression])
    case all([JSONPathExpression])
    case not(JSONPathExpression)
    /// True when the query's nodelist is not empty.
    case exists(JSONPathFilterQuery)
    case comparison(JSONPathOperand, JSONPathComparison, JSONPathOperand)
    /// A function whose result is true or false.
    case call(JSONPathCall)
}
