import Documents

/// Reads a definition out of a tree, filling in the defaults.
///
/// What is missing or broken reads as something harmless: such a definition serves to find more
/// faults and is then thrown away.
struct DefinitionReading {
    let root: YAMLNode

    init(_ root: YAMLNode) {
        self.root = root
    }

    func definition() -> PipelineDefinition {
        let key = root["provider"]?.text ?? FileName.stem(of: root.location.path)
        let servers = (root["servers"]?.namedTemplates ?? []).map { ($0.name, $0.value) }
        return PipelineDefinition(
            provider: key,
            name: root["name"]?.text ?? key,
            path: root.location.path,
            sunset: root["sunset"]?.text,
            servers: Dictionary(servers) { first, _ in first },
            client: client(),
            parameters: parameters(),
            authorize: authorize(),
            exchange: exchange(),
            refresh: root["refresh"].map { refresh($0) },
            revoke: root["revoke"].map { tokenRequest($0) },
            lifetimes: lifetimes(),
            api: api(),
            profile: root["profile"].map { profile($0) },
            collections: (root["collections"]?.entries ?? []).map { collection($0) },
            errors: errors(),
            rateLimits: rateLimits(),
            publicFields: root["public"]?.texts ?? [],
            isPrivate: root["private"]?.isTrue ?? false
        )
    }

    /// A node that holds nothing, at the place of the mapping that lacks it.
    func nothing(in node: YAMLNode) -> YAMLNode {
        YAMLNode(content: .scalar("", .quoted), location: node.location)
    }

    private func client() -> ClientDefinition {
        let node = root["client"] ?? nothing(in: root)
        let secret = node["secret"]?.template
        let standard: ClientDefinition.Authentication = secret == nil ? .none : .body
        return ClientDefinition(
            id: (node["id"] ?? nothing(in: node)).template,
            secret: secret,
            redirectURI: (node["redirect_uri"] ?? nothing(in: node)).template,
            authentication: node["auth"]?.word(ClientDefinition.Authentication.self) ?? standard,
            location: root.entry("client")?.key.location ?? root.location
        )
    }

    private func parameters() -> [ParameterDefinition] {
        (root["parameters"]?.entries ?? []).map { entry in
            ParameterDefinition(
                name: entry.key.text ?? "",
                description: entry.value["description"]?.text,
                example: entry.value["example"]?.text,
                pattern: entry.value["pattern"]?.text ?? "",
                defaultValue: entry.value["default"]?.text,
                isSecret: entry.value["secret"]?.isTrue ?? false
            )
        }
    }

    private func authorize() -> AuthorizeDefinition {
        let node = root["authorize"] ?? nothing(in: root)
        return AuthorizeDefinition(
            url: (node["url"] ?? nothing(in: node)).template,
            scopes: scopes(node["scopes"]),
            scopeSeparator: node["scope_separator"]?.text ?? PipelineDefaults.scopeSeparator,
            pkce: node["pkce"]?.word(AuthorizeDefinition.PKCE.self) ?? .s256,
            parameters: node["params"]?.namedTemplates ?? [],
            renames: node["rename"]?.textMap ?? [:],
            omitted: Set(node["omit"]?.texts ?? []),
            codeParameter: node["code_param"]?.text ?? PipelineDefaults.codeParameter,
            codeSuffix: node["code_suffix"]?.text,
            copied: node["copy"]?.textMap ?? [:],
            issuer: node["issuer"]?.template
        )
    }

    private func scopes(_ node: YAMLNode?) -> [AuthorizeDefinition.Scope] {
        guard let node else { return [] }
        if let entries = node.entries {
            return entries.map {
                AuthorizeDefinition.Scope(name: $0.key.text ?? "", reason: $0.value.text)
            }
        }
        return node.texts.map { AuthorizeDefinition.Scope(name: $0, reason: nil) }
    }

    private func lifetimes() -> Lifetimes {
        let node = root["lifetimes"]
        return Lifetimes(
            code: node?["code"]?.span ?? PipelineDefaults.codeLifetime,
            access: node?["access"]?.span,
            refresh: node?["refresh"]?.span,
            absolute: node?["absolute"]?.span
        )
    }
}
