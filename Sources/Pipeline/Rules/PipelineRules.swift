import Documents

/// What must hold between the parts of a file, beyond the shape of each.
///
/// Rules look at a definition whose broken parts read as harmless, so that one look at a file finds
/// everything; none complains about what the shape's check has told already.
struct PipelineRules {
    let definition: PipelineDefinition
    let root: YAMLNode
    let source: SourceFile
    let names: DeclaredNames

    func diagnostics() -> [Diagnostic] {
        identity() + client() + parameters() + servers() + state()
            + stepNames() + rhythms() + calls() + exchange() + refresh() + tokens()
            + errorTable(root["errors"]?["token"]) + errorTable(root["errors"]?["api"])
            + credentials() + publicFields()
    }

    /// Where a variable stands in a template's line.
    func place(of variable: TemplateVariable, in template: Template) -> SourceLocation {
        source.place(of: "${\(variable.name)}", from: template.location)
    }

    /// A template's variables, and those of the servers it names.
    func variables(of template: Template) -> [TemplateVariable] {
        template.variables.flatMap { variable -> [TemplateVariable] in
            guard case .server(let name) = variable, let base = definition.servers[name] else {
                return [variable]
            }
            return [variable] + base.variables
        }
    }

    /// The calls to token endpoints.
    var tokenCalls: [RequestDefinition] {
        definition.exchange.map(\.request)
            + [definition.refresh?.step.request, definition.revoke].compactMap(\.self)
    }

    /// The calls with an access token.
    var apiCalls: [RequestDefinition] {
        (definition.profile?.steps ?? []).map(\.request) + definition.collections.map(\.request)
    }

    private func identity() -> [Diagnostic] {
        let stem = FileName.stem(of: definition.path)
        guard let node = root["provider"] else {
            let start = SourceLocation(path: definition.path, line: 1, column: 1)
            return ProviderKey.isValid(stem)
                ? [] : [PipelineDiagnostics.badProvider(stem, at: start)]
        }
        guard let key = node.text, ProviderKey.isValid(key), key != stem else { return [] }
        return [PipelineDiagnostics.otherFileName(key, stem: stem, at: node.location)]
    }

    private func servers() -> [Diagnostic] {
        // A person is sent to the authorize page before any answer has brought an extra.
        let url = definition.authorize.url
        return variables(of: url).compactMap { variable in
            guard case .extra = variable, !url.variables.contains(variable) else { return nil }
            return PipelineDiagnostics.tooEarly(
                variable,
                in: "authorize",
                at: url.location
            )
        }
    }

    /// The state is made anew for each person and compared when they come back.
    private func state() -> [Diagnostic] {
        (root["authorize"]?["params"]?.entries ?? []).compactMap { entry in
            guard entry.key.text == StandardParameters.indispensable else { return nil }
            return PipelineDiagnostics.fixedState(at: entry.key.location)
        }
    }

    private func stepNames() -> [Diagnostic] {
        duplicates(in: root["exchange"]?["steps"]) + duplicates(in: root["profile"]?["steps"])
    }

    private func duplicates(in steps: YAMLNode?) -> [Diagnostic] {
        let steps = steps?.items ?? []
        // A step without a name is called by its number.
        var seen = Set(steps.indices.filter { steps[$0]["name"] == nil }.map { String($0 + 1) })
        return steps.compactMap { step in
            guard let name = step["name"], let text = name.text, !seen.insert(text).inserted else {
                return nil
            }
            return PipelineDiagnostics.duplicateStep(text, at: name.location)
        }
    }
}
