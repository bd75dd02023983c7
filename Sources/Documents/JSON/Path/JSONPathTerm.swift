/// A part of a filter before the parser knows whether it is tested, compared or passed on.
struct JSONPathTerm {
    enum Content {
        case literal(JSONValue)
        case query(JSONPathFilterQuery)
        case call(JSONPathCall)
        /// A negation, comparison, conjunction, disjunction or parenthesis.
        case logical(JSONPathExpression)
    }

    let content: Content
    /// Where the term begins, in scalars.
    let offset: Int

    /// The term as a condition of its own.
    func expression() throws(JSONPathError) -> JSONPathExpression {
        switch content {
        case .literal: throw fault("a literal is no condition by itself, compare it with '=='")
        case .query(let query): return .exists(query)
        case .call(let call):
            if !call.function.givesValue { return .call(call) }
            throw fault(
                "\(call.function)() gives a value, compare it with '==' or another operator"
            )
        case .logical(let expression): return expression
        }
    }

    /// The term as a value: a side of a comparison or an argument.
    func operand() throws(JSONPathError) -> JSONPathOperand {
        switch content {
        case .literal(let literal): return .literal(literal)
        case .query(let query):
            if query.isSingular { return .query(query) }
            throw fault("a value comes from a query of names and indexes only, or from value(…)")
        case .call(let call):
            if call.function.givesValue { return .call(call) }
            throw fault("\(call.function)() is true or false by itself and gives no value")
        case .logical: throw fault("a condition is no value, it cannot be compared or passed on")
        }
    }

    /// The term as an argument that must be a query.
    func query(for function: JSONPathFunction) throws(JSONPathError) -> JSONPathFilterQuery {
        guard case .query(let query) = content else {
            throw fault("\(function)() takes a query, such as @.*")
        }
        return query
    }

    private func fault(_ message: String) -> JSONPathError {
        JSONPathError(offset: offset, message: message)
    }
}
