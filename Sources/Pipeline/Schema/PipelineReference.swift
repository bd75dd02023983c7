/// The reference of all keys as Markdown, made from the format's one description.
package enum PipelineReference {
    /// A section a mapping, each with a table of its keys; then variables and default error rules.
    package static func markdown() -> String {
        let sections = mappings(in: .mapping(PipelineFormat.file)).map(section)
        return (sections + [variables, defaultRules]).joined(separator: "\n")
    }

    /// Every mapping, each once, from the file inwards.
    private static func mappings(in shape: Shape) -> [MappingShape] {
        var found: [MappingShape] = []
        var waiting = [shape]
        while !waiting.isEmpty {
            switch waiting.removeFirst() {
            case .scalar, .tree: continue
            case .list(let item, _): waiting.insert(item, at: 0)
            case .map(let value, _): waiting.insert(value, at: 0)
            case .either(let shapes): waiting.insert(contentsOf: shapes, at: 0)
            case .variants(let variants, let lastIsDefault):
                // The plain way is explained before the others.
                let ordered = lastIsDefault ? variants.reversed() : variants
                waiting.insert(contentsOf: ordered.map(Shape.mapping), at: 0)
            case .mapping(let mapping):
                guard !found.contains(where: { $0.name == mapping.name }) else { continue }
                found.append(mapping)
                waiting.insert(contentsOf: mapping.keys.map(\.shape), at: 0)
            }
        }
        return found
    }

    private static func section(_ mapping: MappingShape) -> String {
        var lines = [
            "## \(mapping.name)", "", mapping.summary, "",
            "| Key | Takes | Default | Meaning |", "|---|---|---|---|",
        ]
        lines += mapping.own.map(row)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ key: ShapeKey) -> String {
        let fallback = key.isRequired ? "**required**" : key.fallback ?? ""
        let example = key.example.map { "; `\($0)`" } ?? ""
        let cells = ["`\(key.name)`", kind(of: key.shape), fallback, key.summary + example]
        return "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }

    private static func kind(of shape: Shape) -> String {
        switch shape {
        case .scalar(let kind): kind.label
        case .list(let item, _): "list of " + kind(of: item)
        case .map(let value, _): "names, each with " + kind(of: value)
        case .mapping(let mapping): link(mapping)
        case .either(let shapes): alternatives(shapes.map(kind))
        case .variants(let variants, _): variants.map(link).joined(separator: ", or ")
        case .tree: "anything"
        }
    }

    private static func link(_ mapping: MappingShape) -> String {
        let anchor = mapping.name.lowercased().map { $0 == " " ? "-" : String($0) }.joined()
        return "[\(mapping.name)](#\(anchor))"
    }

    /// `a, or b`; a list of what may also stand by itself is no more than `or a list`.
    private static func alternatives(_ kinds: [String]) -> String {
        let single = kinds.dropLast().joined(separator: ", or ")
        guard kinds.count > 1, let last = kinds.last else { return kinds.joined() }
        return single + (last == "list of " + single ? ", or a list of such" : ", or " + last)
    }

    /// A vertical bar would end a cell, also between backticks.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static var variables: String {
        let rows = VariableKind.allCases.map { kind in
            let places = TemplatePlace.allCases.filter { kind.places.contains($0) }
            return "| `\(kind.form)` | \(kind.summary) | "
                + places.map(\.rawValue).joined(separator: ", ") + " |"
        }
        let lines =
            [
                "## Variables", "",
                "What a template may name. `$${` writes `${` itself. `api` stands for the calls of",
                "`profile` and `collections` too.", "",
                "| Variable | Value | Has one in |", "|---|---|---|",
            ] + rows
        return lines.joined(separator: "\n") + "\n"
    }

    private static var defaultRules: String {
        let tables = [("token", DefaultErrorRules.token), ("api", DefaultErrorRules.api)]
        let rows = tables.flatMap { name, rules in
            rules.map { rule in
                let statuses = rule.statuses.map { range in
                    range.count == 1
                        ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
                }
                let codes = rule.codes.sorted().map { "`\($0)`" }
                return "| \(name) | \(statuses.joined(separator: ", ")) | "
                    + "\(codes.joined(separator: ", ")) | \(rule.failure.rawValue) | "
                    + "\(rule.reason?.rawValue ?? "") |"
            }
        }
        let lines =
            [
                "## Default error rules", "", "They stand behind every file's own.", "",
                "| Table | Status | Code | Class | Reason |", "|---|---|---|---|---|",
            ] + rows
        return lines.joined(separator: "\n") + "\n"
    }
}
