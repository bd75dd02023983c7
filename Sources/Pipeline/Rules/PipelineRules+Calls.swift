import Documents

extension PipelineRules {
    /// What a call writes fits together.
    func calls() -> [Diagnostic] {
        tokenNodes.flatMap { callProblems($0) } + tokenNodes.flatMap { standardProblems($0) }
            + apiNodes.flatMap { callProblems($0) } + zip(apiNodes, apiCalls).flatMap(tokenless)
    }

    private var tokenNodes: [YAMLNode] {
        let exchange = root["exchange"]
        let nodes =
            (exchange?["steps"]?.items ?? [])
            + [exchange, root["refresh"], root["revoke"]]
            .compactMap(\.self)
        return nodes.filter { $0["steps"] == nil }
    }

    private var apiNodes: [YAMLNode] {
        let profile = root["profile"].map { $0["steps"]?.items ?? [$0] } ?? []
        return profile + (root["collections"]?.entries ?? []).map(\.value)
    }

    private func callProblems(_ node: YAMLNode) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        if node["form"] != nil, let json = node.entry("json") {
            problems.append(PipelineDiagnostics.twoBodies(at: json.key.location))
        }
        if node["method"]?.text == "GET" {
            for key in ["form", "json"] {
                guard let entry = node.entry(key) else { continue }
                problems.append(PipelineDiagnostics.bodyOfGet(key, at: entry.key.location))
            }
        }
        return problems
    }

    /// Keys that adjust the standard's form, where something else is sent.
    private func standardProblems(_ node: YAMLNode) -> [Diagnostic] {
        let isGet = node["method"]?.text == "GET"
        guard
            let written = ["query", "form", "json"].first(where: { node[$0] != nil })
                ?? (isGet ? "method: GET" : nil)
        else { return [] }
        return ["params", "rename", "omit"].compactMap { key in
            guard let entry = node.entry(key) else { return nil }
            return PipelineDiagnostics.idle(key, beside: written, at: entry.key.location)
        }
    }

    /// A call that carries no access token, where `api` leaves it to the calls.
    private func tokenless(_ node: YAMLNode, _ request: RequestDefinition) -> [Diagnostic] {
        let templates = request.templates + definition.api.headers.map(\.value)
        guard definition.api.authorization == nil, node.entries != nil,
            !templates.contains(where: { $0.variables.contains(.accessToken) })
        else { return [] }
        return [PipelineDiagnostics.tokenless(at: node.location)]
    }
}
