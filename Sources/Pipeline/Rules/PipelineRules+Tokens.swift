import Documents

extension PipelineRules {
    /// The steps of the exchange lead from the code to a token, each for something.
    func exchange() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var extras = Set(definition.authorize.copied.keys)
        var spender: String?
        for (index, step) in definition.exchange.enumerated() {
            let earlier = definition.exchange[..<index]
            for template in step.request.templates {
                for variable in variables(of: template)
                where !has(variable, after: earlier, extras: extras) {
                    problems.append(
                        PipelineDiagnostics.tooEarly(
                            variable,
                            in: "step \"\(step.name)\"",
                            at: place(of: variable, in: template)
                        )
                    )
                }
            }
            if sendsCode(step.request) {
                if let spender {
                    problems.append(
                        PipelineDiagnostics.codeSpent(
                            by: spender,
                            again: step.name,
                            at: step.request.location
                        )
                    )
                }
                spender = spender ?? step.name
            }
            extras.formUnion(step.answer.copied.keys)
        }
        if spender == nil, let node = root.entry("exchange") {
            problems.append(PipelineDiagnostics.codeUnused(at: node.key.location))
        }
        return problems + unusedSteps()
    }

    /// A refresh has a credential to send, sends it, and comes before the token's end.
    func refresh() -> [Diagnostic] {
        guard let refresh = definition.refresh, let entry = root.entry("refresh"),
            entry.value.entries != nil
        else { return [] }
        let request = refresh.step.request
        let variables = request.templates.flatMap { self.variables(of: $0) }
        var problems: [Diagnostic] = []
        switch refresh.credential {
        case .refreshToken:
            if !request.sendsStandard("refresh_token"), !variables.contains(.refreshToken) {
                problems.append(
                    PipelineDiagnostics.credentialUnsent(
                        "refresh_token",
                        other: variables.contains(.accessToken) ? "access_token" : nil,
                        at: entry.key.location
                    )
                )
            }
            if definition.exchange.allSatisfy({ $0.answer.refreshToken.alternatives.isEmpty }) {
                problems.append(PipelineDiagnostics.nothingToRefresh(at: entry.key.location))
            }
        case .accessToken:
            if !variables.contains(.accessToken) {
                problems.append(
                    PipelineDiagnostics.credentialUnsent(
                        "access_token",
                        other: variables.contains(.refreshToken) ? "refresh_token" : nil,
                        at: entry.key.location
                    )
                )
            }
        }
        if let least = refresh.minimumAge, let life = definition.lifetimes.access,
            least.approximateSeconds >= life.approximateSeconds, let node = entry.value["min_age"]
        {
            problems.append(PipelineDiagnostics.tooOldToRefresh(least, life, at: node.location))
        }
        return problems
    }

    /// Some step must bring an access token.
    func tokens() -> [Diagnostic] {
        guard definition.exchange.allSatisfy({ $0.answer.accessToken.alternatives.isEmpty }),
            let written =
                (root["exchange"]?["steps"]?.items ?? [root["exchange"]].compactMap(\.self))
                .compactMap({ $0["answer"]?["access_token"] }).last,
            written.items?.isEmpty == true
        else { return [] }
        return [PipelineDiagnostics.noAccessToken(at: written.location)]
    }

    private func has(
        _ variable: TemplateVariable,
        after steps: ArraySlice<TokenStep>,
        extras: Set<String>
    ) -> Bool {
        switch variable {
        case .accessToken, .refreshToken: !steps.isEmpty
        case .accountID: steps.contains { !$0.answer.accountID.alternatives.isEmpty }
        // One that is declared nowhere has been told by the shape's check.
        case .extra(let name): extras.contains(name) || !names.extras.contains(name)
        default: true
        }
    }

    private func sendsCode(_ request: RequestDefinition) -> Bool {
        request.sendsStandard("code")
            || request.templates.contains { $0.variables.contains(.code) }
    }

    /// Steps whose answers nothing looks at.
    private func unusedSteps() -> [Diagnostic] {
        definition.exchange.indices.dropLast().compactMap { index in
            let step = definition.exchange[index]
            let later = definition.exchange[(index + 1)...]
            let variables = later.flatMap { $0.request.templates }.flatMap(\.variables)
            let isKept = later.allSatisfy { $0.answer.accessToken.alternatives.isEmpty }
            guard !isKept, !variables.contains(.accessToken), !variables.contains(.refreshToken),
                step.answer.copied.isEmpty, step.answer.accountID.alternatives.isEmpty
            else { return nil }
            return PipelineDiagnostics.unusedStep(step.name, at: step.request.location)
        }
    }
}
