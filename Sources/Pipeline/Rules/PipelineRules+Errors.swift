import Documents

extension PipelineRules {
    /// Each row of an error table has a condition, can be reached, and condemns on evidence only.
    func errorTable(_ table: YAMLNode?) -> [Diagnostic] {
        let nodes = table?["rules"]?.items ?? []
        let reading = DefinitionReading(root)
        var problems: [Diagnostic] = []
        var earlier: [(rule: ErrorRule, node: YAMLNode)] = []
        for node in nodes {
            guard node.entries != nil else { continue }
            guard
                ["status", "code", "subcode", "match", "header"].contains(where: { node[$0] != nil }
                )
            else {
                problems.append(PipelineDiagnostics.unconditional(at: node.location))
                continue
            }
            guard let rule = reading.rule(node), isWhole(rule, node) else { continue }
            if let first = earlier.first(where: { $0.rule.covers(rule) }) {
                problems.append(
                    PipelineDiagnostics.shadowed(at: node.location, by: first.node.location)
                )
            }
            if rule.condemnsByStatusAlone, let status = node["status"] {
                problems.append(PipelineDiagnostics.hasty(at: status.location))
            }
            earlier.append((rule, node))
        }
        return problems
    }

    /// Whether every condition written was understood; a broken one would seem to match anything.
    private func isWhole(_ rule: ErrorRule, _ node: YAMLNode) -> Bool {
        rule.statuses.isEmpty == (node["status"] == nil)
            && rule.codes.isEmpty == (node["code"] == nil)
            && rule.subcodes.isEmpty == (node["subcode"] == nil)
            && (rule.match == nil) == (node["match"] == nil)
    }
}

extension ErrorRule {
    /// Whether everything that fits `other` fits this rule too.
    fileprivate func covers(_ other: ErrorRule) -> Bool {
        Self.covers(statuses, other.statuses) && Self.covers(codes, other.codes)
            && Self.covers(subcodes, other.subcodes)
            && (match == nil || match?.text == other.match?.text)
            && covers(header: other.header)
    }

    /// Whether a failing or busy server would be taken for the end of a grant.
    fileprivate var condemnsByStatusAlone: Bool {
        failure == .reconnect && !statuses.isEmpty && codes.isEmpty && match == nil
            && statuses.contains { $0.overlaps(500...599) || $0.contains(429) }
    }

    private func covers(header other: (name: String, value: String?)?) -> Bool {
        guard let header else { return true }
        guard let other, header.name.lowercased() == other.name.lowercased() else { return false }
        return header.value == nil || header.value == other.value
    }

    private static func covers(_ codes: Set<String>, _ other: Set<String>) -> Bool {
        codes.isEmpty || (!other.isEmpty && codes.isSuperset(of: other))
    }

    private static func covers(_ ranges: [ClosedRange<Int>], _ other: [ClosedRange<Int>]) -> Bool {
        ranges.isEmpty
            || (!other.isEmpty
                && other.allSatisfy { range in
                    range.allSatisfy { status in ranges.contains { $0.contains(status) } }
                })
    }
}
