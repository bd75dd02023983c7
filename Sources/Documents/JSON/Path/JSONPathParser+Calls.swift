extension JSONPathParser {
    /// A function's arguments, checked against its signature (RFC 9535, section 2.4.3).
    mutating func call(of name: String, at start: Int) throws(JSONPathError) -> JSONPathCall {
        guard let function = JSONPathFunction(rawValue: name) else {
            let known = JSONPathFunction.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault("there is no function '\(name)', only \(known)", at: start)
        }
        let arguments = try nested { parser throws(JSONPathError) in try parser.arguments() }
        guard arguments.count == function.argumentCount else {
            throw fault(
                "\(function)() takes \(function.argumentCount) "
                    + (function.argumentCount == 1 ? "argument" : "arguments")
                    + ", not \(arguments.count)",
                at: start
            )
        }
        switch function {
        case .length: return .length(try arguments[0].operand())
        case .count: return .count(try arguments[0].query(for: function))
        case .value: return .value(try arguments[0].query(for: function))
        case .match:
            return .match(try arguments[0].operand(), JSONPathPattern(try arguments[1].operand()))
        case .search:
            return .search(try arguments[0].operand(), JSONPathPattern(try arguments[1].operand()))
        }
    }

    private mutating func arguments() throws(JSONPathError) -> [JSONPathTerm] {
        let opening = position
        position += 1
        skipBlanks()
        if accept(")") { return [] }
        var arguments: [JSONPathTerm] = []
        repeat {
            skipBlanks()
            arguments.append(try disjunction())
            skipBlanks()
        } while accept(",")
        if accept(")") { return arguments }
        throw upcoming == nil
            ? fault("this '(' is not closed", at: opening)
            : fault("expected ',' or ')' after an argument")
    }
}
