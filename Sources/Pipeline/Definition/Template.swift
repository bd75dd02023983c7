package import Documents

/// Text with `${…}` variables in it, and the place it was written at.
package struct Template: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case literal(String)
        case variable(TemplateVariable)
    }

    package let parts: [Part]
    /// Where the text stands in the pipeline file.
    package let location: SourceLocation

    package init(parts: [Part], location: SourceLocation) {
        self.parts = parts
        self.location = location
    }

    /// The text with every variable replaced; throws the first one that has no value.
    package func expand(
        _ value: (TemplateVariable) -> String?
    ) throws(MissingVariable) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .variable(let variable):
                guard let value = value(variable) else {
                    throw MissingVariable(variable: variable, location: location)
                }
                text += value
            }
        }
        return text
    }

    /// The variables named, in order of appearance.
    package var variables: [TemplateVariable] {
        parts.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
    }
}

/// A variable that a template names and nothing gives a value to.
package struct MissingVariable: Error, Hashable, Sendable {
    package let variable: TemplateVariable
    package let location: SourceLocation

    package init(variable: TemplateVariable, location: SourceLocation) {
        self.variable = variable
        self.location = location
    }
}
