import Documents

extension ShapeCheck {
    /// Checks the variables of a template, and that it can stand in one line of a request.
    mutating func checkTemplate(_ node: YAMLNode, _ place: TemplatePlace) {
        let text = TemplateText(node.text ?? "")
        checkVariables(text, node, place)
        let scalars = (node.text ?? "").unicodeScalars
        if let offset = scalars.enumerated().first(where: { Self.isControl($0.element) })?.offset {
            problems.add(
                PipelineDiagnostics.controlCharacter(at: source.place(in: node, offset: offset))
            )
        }
    }

    mutating func checkURL(_ node: YAMLNode, _ place: TemplatePlace) {
        let text = TemplateText(node.text ?? "")
        checkVariables(text, node, place)
        // A broken variable would make the rest look wrong too.
        guard text.faults.isEmpty else { return }
        let check = URLTemplateCheck(text, in: place, names: names)
        guard let problem = check.problem() else { return }
        if problem.complaint == .userInfo { credentialPlaces.append(node.location) }
        problems.add(
            PipelineDiagnostics.badURL(
                problem.complaint,
                at: source.place(in: node, offset: problem.offset)
            )
        )
    }

    private mutating func checkVariables(
        _ text: TemplateText,
        _ node: YAMLNode,
        _ place: TemplatePlace
    ) {
        for fault in text.faults {
            let location = source.place(in: node, offset: fault.offset)
            switch fault.reason {
            case .unterminated:
                problems.add(PipelineDiagnostics.unterminated(at: location))
            case .unnamed(let kind):
                problems.add(PipelineDiagnostics.unnamed(kind, at: location))
            case .unknown(let name):
                problems.add(
                    PipelineDiagnostics.unknownVariable(
                        name,
                        known: known(in: place),
                        at: location
                    )
                )
            }
        }
        for (variable, offset) in text.variables {
            let location = source.place(in: node, offset: offset)
            guard place.kinds.contains(variable.kind) else {
                problems.add(PipelineDiagnostics.unavailable(variable, in: place, at: location))
                continue
            }
            guard let declared = names.names(of: variable.kind),
                !declared.contains(variable.member)
            else { continue }
            problems.add(
                PipelineDiagnostics.undeclared(variable, declared: declared, at: location)
            )
        }
    }

    /// Every variable with a value here, the declared members of families included.
    private func known(in place: TemplatePlace) -> [String] {
        place.kinds.flatMap { kind in
            guard kind.takesName else { return [kind.rawValue] }
            return (names.names(of: kind) ?? []).map { "\(kind.rawValue).\($0)" }
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || scalar.value == 0x7F
    }
}

extension TemplateVariable {
    /// The name within the family: `NAME` of `env.NAME`; empty for a variable of its own.
    fileprivate var member: String {
        kind.takesName ? String(name.dropFirst(kind.rawValue.count + 1)) : ""
    }
}
