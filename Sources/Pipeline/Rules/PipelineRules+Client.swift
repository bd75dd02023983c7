import Documents

extension PipelineRules {
    /// A client that has to prove itself has something to prove it with.
    func client() -> [Diagnostic] {
        guard definition.client.secret == nil, definition.client.authentication != .none,
            let auth = root["client"]?["auth"]
        else { return [] }
        return [
            PipelineDiagnostics.noSecret(
                definition.client.authentication.rawValue,
                at: auth.location
            )
        ]
    }

    func parameters() -> [Diagnostic] {
        (root["parameters"]?.entries ?? []).flatMap { entry -> [Diagnostic] in
            guard let text = entry.value["pattern"]?.text, let pattern = try? IRegexp(text) else {
                return []
            }
            return ["default", "example"].compactMap { key in
                guard let value = entry.value[key], let text = value.text,
                    !pattern.matchesWhole(text)
                else { return nil }
                return PipelineDiagnostics.unmatched(
                    key,
                    of: entry.key.text ?? "",
                    at: value.location
                )
            }
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
