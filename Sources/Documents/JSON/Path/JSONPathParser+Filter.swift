extension JSONPathParser {
    /// A filter's condition, after its question mark.
    mutating func filter() throws(JSONPathError) -> JSONPathExpression {
        try nested { parser throws(JSONPathError) in try parser.disjunction().expression() }
    }

    /// Terms joined by `||`, or a single term as it is.
    mutating func disjunction() throws(JSONPathError) -> JSONPathTerm {
        let first = try conjunction()
        guard acceptAfterBlanks("||") else { return first }
        var expressions = [try first.expression()]
        repeat {
            skipBlanks()
            expressions.append(try conjunction().expression())
        } while acceptAfterBlanks("||")
        return JSONPathTerm(content: .logical(.any(expressions)), offset: first.offset)
    }

    private mutating func conjunction() throws(JSONPathError) -> JSONPathTerm {
        let first = try comparison()
        guard acceptAfterBlanks("&&") else { return first }
        var expressions = [try first.expression()]
        repeat {
            skipBlanks()
            expressions.append(try comparison().expression())
        } while acceptAfterBlanks("&&")
        return JSONPathTerm(content: .logical(.all(expressions)), offset: first.offset)
    }

    private mutating func comparison() throws(JSONPathError) -> JSONPathTerm {
        let left = try term()
        guard let comparison = try comparisonOperator() else { return left }
        let leftOperand = try left.operand()
        skipBlanks()
        let rightOperand = try term().operand()
        let start = position
        if try comparisonOperator() != nil {
            throw fault("comparisons do not chain, join them with '&&'", at: start)
        }
        return JSONPathTerm(
            content: .logical(.comparison(leftOperand, comparison, rightOperand)),
            offset: left.offset
        )
    }

    private mutating func comparisonOperator() throws(JSONPathError) -> JSONPathComparison? {
        if let found = JSONPathComparison.allCases.first(where: { acceptAfterBlanks($0.rawValue) })
        {
            return found
        }
        let start = position
        if acceptAfterBlanks("=") { throw fault("equality is written '=='", at: position - 1) }
        position = start
        return nil
    }

    private mutating func term() throws(JSONPathError) -> JSONPathTerm {
        let start = position
        return JSONPathTerm(content: try termContent(), offset: start)
    }

    private mutating func termContent() throws(JSONPathError) -> JSONPathTerm.Content {
        switch upcoming {
        case "!": return .logical(.not(try negated()))
        case "(": return .logical(try parenthesis())
        case "@", "$": return .query(try query())
        case "'", "\"": return .literal(.string(try string()))
        case "-", .some("0"..."9"): return .literal(.number(try number()))
        case .some("a"..."z"): return try word()
        default:
            throw fault("expected a condition: '@' or '$' and a query, a literal or a function")
        }
    }

    private mutating func negated() throws(JSONPathError) -> JSONPathExpression {
        position += 1
        skipBlanks()
        if upcoming == "!" { throw fault("'!' is written once, before a query, a call or '('") }
        return try term().expression()
    }

    private mutating func parenthesis() throws(JSONPathError) -> JSONPathExpression {
        let opening = position
        position += 1
        skipBlanks()
        let expression = try filter()
        guard acceptAfterBlanks(")") else { throw fault("this '(' is not closed", at: opening) }
        return expression
    }

    private mutating func query() throws(JSONPathError) -> JSONPathFilterQuery {
        let isAbsolute = upcoming == "$"
        position += 1
        return JSONPathFilterQuery(isAbsolute: isAbsolute, segments: try segments())
    }

    /// One of the three words, or the name of a function and its arguments.
    private mutating func word() throws(JSONPathError) -> JSONPathTerm.Content {
        let start = position
        skip { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" }
        let word = text(from: start)
        if upcoming == "(" { return .call(try call(of: word, at: start)) }
        switch word {
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        case "null": return .literal(.null)
        default:
            throw fault(
                "'\(word)' is no literal: members start with '@.', texts stand in quotes",
                at: start
            )
        }
    }
}
