import Documents

extension PipelineDiagnostics {
    static func unterminated(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"${\" begins a variable that does not end",
            hint: "close it with \"}\", or write \"$${\" for the two characters themselves"
        )
    }

    static func unnamed(_ kind: VariableKind, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(kind.rawValue)\" needs a name after its point",
            hint: "write \(kind.form); names are letters, digits and _"
        )
    }

    static func unknownVariable(
        _ name: String,
        known: [String],
        at location: SourceLocation
    ) -> Diagnostic {
        let nearest = Nearest.word(to: name, among: known)
        return Diagnostic(
            at: location,
            "unknown variable \"${\(name)}\"",
            hint: nearest.map { "did you mean \"${\($0)}\"?" }
                ?? "known here: " + known.map { "${\($0)}" }.joined(separator: ", ")
        )
    }

    static func unavailable(
        _ variable: TemplateVariable,
        in place: TemplatePlace,
        at location: SourceLocation
    ) -> Diagnostic {
        let places = TemplatePlace.allCases.filter { variable.kind.places.contains($0) }
        return Diagnostic(
            at: location,
            "\"${\(variable.name)}\" has no value in \(place.name)",
            hint: "it has one in " + places.map(\.name).joined(separator: ", ")
        )
    }

    static func undeclared(
        _ variable: TemplateVariable,
        declared: [String],
        at location: SourceLocation
    ) -> Diagnostic {
        let kind = variable.kind
        let nearest = Nearest.word(
            to: variable.name,
            among: declared.map { "\(kind.rawValue).\($0)" }
        )
        return Diagnostic(
            at: location,
            "\"${\(variable.name)}\" is declared nowhere in this file",
            hint: nearest.map { "did you mean \"${\($0)}\"?" } ?? kind.declaration
        )
    }
}

extension TemplatePlace {
    /// The place as messages name it.
    fileprivate var name: String {
        switch self {
        case .api: "api, profile and collections"
        default: rawValue
        }
    }
}

extension VariableKind {
    /// Where a member of the family is declared.
    fileprivate var declaration: String? {
        switch self {
        case .server: "declare it under \"servers\", or write the whole URL"
        case .parameter: "declare it under \"parameters\""
        case .extra: "keep it with \"copy\", under \"authorize\" or under an \"answer\""
        default: nil
        }
    }
}
