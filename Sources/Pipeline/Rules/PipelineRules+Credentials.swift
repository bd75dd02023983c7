import Documents

extension PipelineRules {
    /// Credentials that stand in the file instead of coming from outside.
    func credentials() -> [Diagnostic] {
        written.map { PipelineDiagnostics.secretInFile($0.name, at: $0.place) }
    }

    /// Where they stand.
    var credentialPlaces: [SourceLocation] { written.map(\.place) }

    private var written: [(name: String, place: SourceLocation)] {
        let calls = tokenCalls + apiCalls
        let named =
            calls.flatMap(\.named) + definition.authorize.parameters + definition.api.headers
        let single =
            [("client.secret", definition.client.secret)]
            + [("api.authorization", definition.api.authorization)]
            + calls.map { ("auth.password", $0.authentication.password) }
        let templates =
            named.filter { SecretName.isCredential($0.name) }.map { ($0.name, $0.value) }
            + single.compactMap { name, template in template.map { (name, $0) } }
        return templates.filter { $0.1.isLiteral }.map { ($0.0, $0.1.location) } + defaults
    }

    /// Defaults of secret parameters.
    private var defaults: [(name: String, place: SourceLocation)] {
        (root["parameters"]?.entries ?? []).compactMap { entry in
            guard entry.value["secret"]?.isTrue == true, let value = entry.value["default"] else {
                return nil
            }
            return ("parameters.\(entry.key.text ?? "").default", value.location)
        }
    }
}

extension RequestDefinition.Authentication {
    fileprivate var password: Template? {
        guard case .basic(_, let password) = self else { return nil }
        return password
    }
}

extension Template {
    /// Whether it is text and nothing but text.
    fileprivate var isLiteral: Bool { variables.isEmpty && !parts.isEmpty }
}
