/// The shape of an expression.
indirect enum IRegexpTree: Sendable {
    case scalar(Unicode.Scalar)
    case characters(IRegexpCharacters)
    case textStart
    case textEnd
    case sequence([IRegexpTree])
    case choice([IRegexpTree])
    /// At least and at most so often; without a maximum as often as can be.
    case repetition(IRegexpTree, minimum: Int, maximum: Int?)
}
