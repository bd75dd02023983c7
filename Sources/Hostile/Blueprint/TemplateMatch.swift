import Pipeline

/// A template turned round: reads the variables out of a text that it made.
///
/// Variables whose value the provider knows count as literals.
struct TemplateMatch: Sendable {
    private enum Part: Sendable {
        case literal(String)
        case capture(TemplateVariable)
    }

    private let parts: [Part]

    init(_ template: Template, _ known: (TemplateVariable) -> String?) {
        self.init(template.parts, known)
    }

    init(literal: String) {
        parts = [.literal(literal)]
    }

    init(_ templateParts: [Template.Part], _ known: (TemplateVariable) -> String?) {
        var parts: [Part] = []
        for part in templateParts {
            let text: String? =
                switch part {
                case .literal(let literal): literal
                case .variable(let variable): known(variable)
                }
            if let text {
                if case .literal(let before) = parts.last {
                    parts[parts.count - 1] = .literal(before + text)
                } else {
                    parts.append(.literal(text))
                }
            } else if case .variable(let variable) = part {
                parts.append(.capture(variable))
            }
        }
        self.parts = parts
    }

    /// The variables' values; `nil` when the template can't have made the text.
    func values(in text: String) -> [TemplateVariable: String]? {
        var values: [TemplateVariable: String] = [:]
        var rest = text[...]
        for (index, part) in parts.enumerated() {
            switch part {
            case .literal(let literal):
                guard rest.hasPrefix(literal) else { return nil }
                rest = rest.dropFirst(literal.count)
            case .capture(let variable):
                var end = rest.endIndex
                if index + 1 < parts.count, case .literal(let next) = parts[index + 1] {
                    guard let found = rest.firstRange(of: next) else { return nil }
                    end = found.lowerBound
                }
                values[variable] = String(rest[..<end])
                rest = rest[end...]
            }
        }
        return rest.isEmpty ? values : nil
    }

    /// Cut at the first `?`, and without scheme and host: the path, and the text of the query.
    func pathAndQuery() -> (path: TemplateMatch, query: TemplateMatch) {
        var path: [Part] = []
        var query: [Part] = []
        var isPastAuthority = false
        var isPastPath = false
        func add(_ literal: String, to parts: inout [Part]) {
            if !literal.isEmpty { parts.append(.literal(literal)) }
        }
        for part in parts {
            guard case .literal(var literal) = part else {
                if isPastPath { query.append(part) } else if isPastAuthority { path.append(part) }
                continue
            }
            if !isPastAuthority {
                if let scheme = literal.firstRange(of: "://") {
                    literal = String(literal[scheme.upperBound...])
                }
                guard let slash = literal.firstIndex(where: { "/?".contains($0) }) else { continue }
                literal = String(literal[slash...])
                isPastAuthority = true
            }
            if !isPastPath, let mark = literal.firstIndex(of: "?") {
                add(String(literal[..<mark]), to: &path)
                literal = String(literal[literal.index(after: mark)...])
                isPastPath = true
            }
            if isPastPath { add(literal, to: &query) } else { add(literal, to: &path) }
        }
        return (TemplateMatch(parts: path), TemplateMatch(parts: query))
    }

    /// The fields of a query that is written out in a URL; those with variables are left out.
    var writtenFields: [(name: String, value: String)] {
        guard parts.count == 1, case .literal(let text) = parts[0] else { return [] }
        return text.split(separator: "&").map { field in
            let halves = field.split(separator: "=", maxSplits: 1).map(String.init)
            return (halves[0], halves.count > 1 ? halves[1] : "")
        }
    }

    private init(parts: [Part]) {
        self.parts = parts
    }
}
