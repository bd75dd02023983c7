import Documents

extension ShapeCheck {
    mutating func checkScalar(_ node: YAMLNode, _ kind: ScalarKind, _ subject: String) {
        guard let text = node.text, !node.isNull else {
            return complain(node, expected: .scalar(kind), subject)
        }
        switch kind {
        case .text: checkText(node, subject)
        case .choice(let words):
            guard !words.contains(text) else { return }
            problems.add(PipelineDiagnostics.badChoice(text, of: words, at: node.location))
        case .boolean:
            if case .bool = node.scalar { return }
            complain(node, expected: .scalar(kind), subject)
        case .integer(let range): checkInteger(node, range, subject)
        case .duration: checkDuration(node, text)
        case .date:
            guard CivilTime(day: text) == nil else { return }
            problems.add(PipelineDiagnostics.badDate(text, at: node.location))
        case .path: checkPath(node, text)
        case .pattern: checkPattern(node, text)
        case .template(let place): checkTemplate(node, place)
        case .url(let place): checkURL(node, place)
        case .status:
            guard StatusRange(text) == nil else { return }
            problems.add(PipelineDiagnostics.badStatus(text, at: node.location))
        case .code:
            guard CodeRange(text) == nil else { return }
            problems.add(PipelineDiagnostics.badCode(text, at: node.location))
        case .provider:
            guard !ProviderKey.isValid(text) else { return }
            problems.add(PipelineDiagnostics.badProvider(text, at: node.location))
        }
    }

    private mutating func checkText(_ node: YAMLNode, _ subject: String) {
        guard case .text(let text) = node.scalar else {
            return problems.add(
                PipelineDiagnostics.unquoted(subject, node, at: node.location)
            )
        }
        if text.isEmpty { problems.add(PipelineDiagnostics.empty(subject, at: node.location)) }
    }

    private mutating func checkInteger(
        _ node: YAMLNode,
        _ range: ClosedRange<Int>,
        _ subject: String
    ) {
        guard case .integer(let value) = node.scalar else {
            return complain(node, expected: .scalar(.integer(range)), subject)
        }
        guard !range.contains(value) else { return }
        problems.add(
            PipelineDiagnostics.outOfRange(subject, value, range, at: node.location)
        )
    }

    private mutating func checkDuration(_ node: YAMLNode, _ text: String) {
        do {
            _ = try Span(text)
        } catch {
            let place = source.place(in: node, offset: error.offset)
            problems.add(PipelineDiagnostics.badDuration(text, error, at: place))
        }
    }

    private mutating func checkPath(_ node: YAMLNode, _ text: String) {
        do {
            _ = try JSONPath(text)
        } catch {
            let place = source.place(in: node, offset: error.offset)
            problems.add(PipelineDiagnostics.badPath(text, error, at: place))
        }
    }

    private mutating func checkPattern(_ node: YAMLNode, _ text: String) {
        do {
            _ = try IRegexp(text)
        } catch {
            let place = source.place(in: node, offset: error.offset)
            problems.add(PipelineDiagnostics.badPattern(error, at: place))
        }
    }
}
