import Documents

extension PipelineRules {
    /// A profile's rhythm has steps that follow it, and a step with one of its own has fields of its
    /// own: else what is shown would change with who was read last.
    func rhythms() -> [Diagnostic] {
        guard let profile = root["profile"], let steps = profile["steps"]?.items else { return [] }
        var problems: [Diagnostic] = []
        if let every = profile.entry("every"), !steps.isEmpty,
            steps.allSatisfy({ $0["every"] != nil })
        {
            problems.append(PipelineDiagnostics.unfollowed(at: every.key.location))
        }
        var fillers: [String: (field: YAMLNode, isApart: Bool)] = [:]
        for step in steps {
            let isApart = step["every"] != nil
            for entry in step["fields"]?.entries ?? [] {
                guard let name = entry.key.text else { continue }
                guard let first = fillers[name] else {
                    fillers[name] = (entry.key, isApart)
                    continue
                }
                guard isApart || first.isApart else { continue }
                problems.append(
                    PipelineDiagnostics.twoRhythms(
                        name,
                        at: entry.key.location,
                        first: first.field.location
                    )
                )
            }
        }
        return problems
    }
}
