import Documents

extension PipelineRules {
    func client() -> [Diagnostic] {
        let client = definition.client
        if let secret = client.secret {
            // An empty or broken text has been told by the shape's check.
            guard secret.variables.isEmpty, !secret.parts.isEmpty else { return [] }
            return [PipelineDiagnostics.secretInFile("client.secret", at: secret.location)]
        }
        guard root["client"]?.entries != nil, client.authentication != .none,
            let auth = root["client"]?["auth"]
        else { return [] }
        return [
            PipelineDiagnostics.noSecret(client.authentication.rawValue, at: auth.location)
        ]
    }

    func parameters() -> [Diagnostic] {
        (root["parameters"]?.entries ?? []).flatMap { entry -> [Diagnostic] in
            let name = entry.key.text ?? ""
            var problems: [Diagnostic] = []
            if entry.value["secret"]?.isTrue == true, let written = entry.value["default"] {
                problems.append(
                    PipelineDiagnostics.secretInFile("parameters.\(name)", at: written.location)
                )
            }
            guard let text = entry.value["pattern"]?.text, let pattern = try? IRegexp(text) else {
                return problems
            }
            for key in ["default", "example"] {
                guard let value = entry.value[key], let text = value.text,
                    !pattern.matchesWhole(text)
                else { continue }
                problems.append(
                    PipelineDiagnostics.unmatched(key, of: name, at: value.location)
                )
            }
            return problems
        }
    }

    /// Credentials that stand in the file instead of coming from outside.
    func secrets() -> [Diagnostic] {
        let calls = tokenCalls.map(\.request) + apiCalls
        let named =
            calls.flatMap(\.named) + definition.authorize.parameters + definition.api.headers
        let written = named.filter {
            SecretName.isCredential($0.name) && $0.value.variables.isEmpty && !$0.value.parts.isEmpty
        }
        let authorization = definition.api.authorization.map { [$0] } ?? []
        let literal = authorization.filter { $0.variables.isEmpty && !$0.parts.isEmpty }
        return written.map { PipelineDiagnostics.secretInFile($0.name, at: $0.value.location) }
            + literal.map { PipelineDiagnostics.secretInFile("api.authorization", at: $0.location) }
            + basicPasswords(of: calls)
    }

    private func basicPasswords(of calls: [RequestDefinition]) -> [Diagnostic] {
        calls.compactMap { call in
            guard case .basic(_, let password) = call.authentication,
                password.variables.isEmpty, !password.parts.isEmpty
            else { return nil }
            return PipelineDiagnostics.secretInFile("password", at: password.location)
        }
    }

    /// The allow-list names fields that exist, and no credential.
    func publicFields() -> [Diagnostic] {
        let steps = definition.profile?.steps ?? []
        let fields = steps.flatMap(\.fields)
        return (root["public"]?.items ?? []).compactMap { node -> Diagnostic? in
            guard let name = node.text, !name.isEmpty else { return nil }
            let own = fields.filter { $0.name == name }
            let paths = own.flatMap { $0.pick.alternatives.map(\.text) }
            if SecretName.looksSecret(name) || paths.contains(where: SecretName.looksSecret) {
                return PipelineDiagnostics.publicSecret(name, at: node.location)
            }
            guard own.isEmpty else { return nil }
            return PipelineDiagnostics.unfilled(
                name,
                known: fields.map(\.name),
                at: node.location
            )
        }
    }
}
