import Documents

extension DefinitionReading {
    func exchange() -> [TokenStep] {
        let node = root["exchange"] ?? nothing(in: root)
        guard let steps = node["steps"]?.items else {
            return [tokenStep(node, name: "exchange")]
        }
        return steps.enumerated().map { index, step in
            tokenStep(step, name: step["name"]?.text ?? String(index + 1))
        }
    }

    func refresh(_ node: YAMLNode) -> RefreshDefinition {
        var step = tokenStep(node, name: "refresh")
        if node["url"] == nil, let first = exchange().first { step.request.url = first.request.url }
        return RefreshDefinition(
            step: step,
            credential: node["uses"]?.word(RefreshDefinition.Credential.self) ?? .refreshToken,
            rotation: node["rotates"]?.word(RefreshDefinition.Rotation.self) ?? .sometimes,
            minimumAge: node["min_age"]?.span,
            window: node["window"]?.span ?? PipelineDefaults.refreshWindow
        )
    }

    /// A call to a token endpoint: a POST with the standard's form unless the file says otherwise.
    ///
    /// A GET has no body, so it sends what the file writes and nothing else.
    func tokenRequest(_ node: YAMLNode) -> RequestDefinition {
        let standard = RequestDefinition.Body.standard(
            extra: node["params"]?.namedTemplates ?? [],
            renames: node["rename"]?.textMap ?? [:],
            omitted: Set(node["omit"]?.texts ?? [])
        )
        let isOwn = node["query"] != nil || node["method"]?.text == "GET"
        return request(node, method: "POST", body: isOwn ? .none : standard)
    }

    /// A call with an access token.
    func apiRequest(_ node: YAMLNode) -> RequestDefinition {
        let hasBody = node["form"] != nil || node["json"] != nil
        var request = request(node, method: hasBody ? "POST" : "GET", body: .none)
        request.isConditional = node["conditional"]?.isTrue ?? true
        return request
    }

    private func tokenStep(_ node: YAMLNode, name: String) -> TokenStep {
        TokenStep(name: name, request: tokenRequest(node), answer: answer(node["answer"]))
    }

    private func request(
        _ node: YAMLNode,
        method: String,
        body standard: RequestDefinition.Body
    ) -> RequestDefinition {
        let body: RequestDefinition.Body =
            if let json = node["json"] {
                .json(json.jsonTemplate)
            } else if let form = node["form"] {
                .form(form.namedTemplates)
            } else {
                standard
            }
        return RequestDefinition(
            method: node["method"]?.text ?? method,
            url: (node["url"] ?? nothing(in: node)).template,
            query: node["query"]?.namedTemplates ?? [],
            headers: node["headers"]?.namedTemplates ?? [],
            body: body,
            authentication: authentication(node["auth"]),
            success: node["success"]?.path,
            failure: node["failure"]?.path,
            location: node.location
        )
    }

    private func authentication(_ node: YAMLNode?) -> RequestDefinition.Authentication {
        guard let node else { return .client }
        if let user = node["user"] {
            let password = node["password"] ?? nothing(in: node)
            return .basic(user: user.template, password: password.template)
        }
        return node.text == "none" ? .none : .client
    }

    private func answer(_ node: YAMLNode?) -> TokenAnswer {
        TokenAnswer(
            accessToken: node?["access_token"]?.pick ?? PipelineDefaults.accessToken,
            refreshToken: node?["refresh_token"]?.pick ?? PipelineDefaults.refreshToken,
            expiry: node?["expires"].map { expiry($0) } ?? PipelineDefaults.expiry,
            refreshExpiry: node?["refresh_expires"].map { expiry($0) }
                ?? PipelineDefaults.refreshExpiry,
            scope: node?["scope"]?.pick ?? PipelineDefaults.scope,
            accountID: node?["account_id"]?.pick ?? ValuePick([]),
            copied: node?["copy"]?.pickMap ?? [:]
        )
    }

    private func expiry(_ node: YAMLNode) -> ExpiryPick {
        ExpiryPick(
            (node.items ?? [node]).map { source in
                ExpiryPick.Source(
                    pick: source.pathOrPick,
                    kind: source["as"]?.word(ExpiryPick.Kind.self) ?? .seconds
                )
            }
        )
    }
}
