import Documents

extension DefinitionReading {
    func errors() -> ErrorTables {
        ErrorTables(
            token: table(
                root["errors"]?["token"],
                code: PipelineDefaults.tokenErrorCode,
                rules: DefaultErrorRules.token
            ),
            api: table(
                root["errors"]?["api"],
                code: PipelineDefaults.apiErrorCode,
                rules: DefaultErrorRules.api
            )
        )
    }

    func rateLimits() -> RateLimitDefinition {
        let node = root["rate_limits"]
        let budgets = node?["budgets"]?.items ?? []
        // Where all budgets are an account's, so is what answers tell of them.
        let scopes = budgets.map { $0["scope"]?.word(RateLimitDefinition.Scope.self) ?? .app }
        let usual: RateLimitDefinition.Scope =
            !scopes.isEmpty && scopes.allSatisfy { $0 == .account } ? .account : .app
        return RateLimitDefinition(
            budgets: budgets.map { budget in
                RateLimitDefinition.Budget(
                    calls: budget["calls"]?.integer ?? 1,
                    per: budget["per"]?.span ?? Span(seconds: 1),
                    scope: budget["scope"]?.word(RateLimitDefinition.Scope.self) ?? .app
                )
            },
            signals: (node?["signals"]?.items ?? []).compactMap { signal($0, usual) },
            concurrency: node?["concurrency"]?.integer
        )
    }

    private func table(
        _ node: YAMLNode?,
        code: ValuePick,
        rules standard: [ErrorRule]
    ) -> ErrorTable {
        ErrorTable(
            code: node?["code"]?.pick ?? code,
            subcode: node?["subcode"]?.pick ?? ValuePick([]),
            rules: (node?["rules"]?.items ?? []).compactMap { rule($0) } + standard
        )
    }

    /// A row of an error table; `nil` where it does not say what the failure means.
    func rule(_ node: YAMLNode) -> ErrorRule? {
        guard let failure = node["class"]?.word(FailureClass.self) else { return nil }
        return ErrorRule(
            statuses: (node["status"]?.texts ?? []).compactMap { StatusRange($0)?.statuses },
            codes: codes(node["code"]),
            subcodes: codes(node["subcode"]),
            match: node["match"]?.path,
            header: node["header"].map { header in
                (header["name"]?.text ?? header.text ?? "", header["value"]?.text)
            },
            failure: failure,
            reason: node["reason"]?.word(FailureReason.self)
        )
    }

    private func codes(_ node: YAMLNode?) -> Set<String> {
        Set((node?.texts ?? []).flatMap { CodeRange($0)?.codes ?? [] })
    }

    private func signal(
        _ node: YAMLNode,
        _ usual: RateLimitDefinition.Scope
    ) -> RateLimitDefinition.Signal? {
        guard let meaning = node["as"]?.word(RateLimitDefinition.Signal.Meaning.self) else {
            return nil
        }
        let scope = node["scope"]?.word(RateLimitDefinition.Scope.self) ?? usual
        if let header = node["header"]?.text {
            return RateLimitDefinition.Signal(
                source: .header(header, node["path"]?.pick),
                meaning: meaning,
                scope: scope
            )
        }
        return node["body"].map {
            RateLimitDefinition.Signal(source: .body($0.pick), meaning: meaning, scope: scope)
        }
    }
}
