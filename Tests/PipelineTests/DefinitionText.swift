import Documents
@testable import Pipeline

// Definitions as text, for comparison in tests.

extension Template {
    /// The template as a file writes it.
    var text: String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .variable(let variable): "${\(variable.name)}"
            }
        }.joined()
    }
}

extension ValuePick {
    var texts: [String] { alternatives.map(\.text) }
}

extension [NamedTemplate] {
    /// Each entry as `name=text`, in order.
    var texts: [String] { map { "\($0.name)=\($0.value.text)" } }
}

extension ExpiryPick {
    /// Each source as `kind path|path`.
    var texts: [String] {
        sources.map { "\($0.kind.rawValue) \($0.pick.texts.joined(separator: "|"))" }
    }
}

extension [FieldDefinition] {
    /// Each field as `name: kind path|path`.
    var texts: [String] {
        map { "\($0.name): \($0.kind.rawValue) \($0.pick.texts.joined(separator: "|"))" }
    }
}

extension RequestDefinition.Body {
    /// The body's kind, and what it holds.
    var text: String {
        switch self {
        case .none: "none"
        case .form(let form): "form \(form.texts.joined(separator: " "))"
        case .json(let json): "json \(json.text)"
        case .standard(let extra, let renames, let omitted):
            "standard \(extra.texts) \(renames.map { "\($0)>\($1)" }.sorted()) \(omitted.sorted())"
        }
    }
}

extension RequestDefinition.Authentication {
    var text: String {
        switch self {
        case .client: "client"
        case .none: "none"
        case .basic(let user, let password): "basic \(user.text):\(password.text)"
        }
    }
}

extension JSONTemplate {
    /// The tree in JSON's own notation, without its escapes.
    var text: String {
        switch self {
        case .value(let value): String(decoding: value.compactText(), as: UTF8.self)
        case .string(let template): "<\(template.text)>"
        case .array(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\($0.name):\($0.value.text)" }.joined(separator: ",") + "}"
        }
    }
}

extension ErrorRule {
    /// Every condition, then what the failure means.
    var text: String {
        var words = statuses.map { "\($0.lowerBound)-\($0.upperBound)" }
        words += codes.sorted() + subcodes.sorted().map { "/\($0)" }
        words += [match?.text, header.map { "\($0.name):\($0.value ?? "*")" }].compactMap(\.self)
        return (words + [failure.rawValue, reason?.rawValue].compactMap(\.self))
            .joined(separator: " ")
    }
}

extension RateLimitDefinition.Signal {
    var text: String {
        switch source {
        case .header(let name, let pick): "\(name) \(pick?.texts ?? []) \(meaning.rawValue)"
        case .body(let pick): "body \(pick.texts) \(meaning.rawValue)"
        }
    }
}
