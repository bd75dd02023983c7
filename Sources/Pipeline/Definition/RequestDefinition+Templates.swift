extension RequestDefinition {
    /// Every template of the call, in the order of url, query, headers, body, authentication.
    var templates: [Template] {
        let named = (query + headers).map(\.value)
        return [url] + named + body.templates + authentication.templates
    }

    /// The variables that the call's own templates name.
    package var variables: [TemplateVariable] { templates.flatMap(\.variables) }

    /// Every template that stands under a name: of the query, the headers and the body.
    var named: [NamedTemplate] { query + headers + body.named }

    /// Whether the call sends one of the parameters of the standard's form.
    func sendsStandard(_ parameter: String) -> Bool {
        guard case .standard(_, _, let omitted) = body else { return false }
        return !omitted.contains(parameter)
    }
}

extension RequestDefinition.Body {
    fileprivate var templates: [Template] {
        if case .json(let json) = self { json.templates } else { named.map(\.value) }
    }

    fileprivate var named: [NamedTemplate] {
        switch self {
        case .none: []
        case .form(let form): form
        case .json(let json): json.named
        case .standard(let extra, _, _): extra
        }
    }
}

extension RequestDefinition.Authentication {
    fileprivate var templates: [Template] {
        guard case .basic(let user, let password) = self else { return [] }
        return [user, password]
    }
}

extension JSONTemplate {
    fileprivate var templates: [Template] {
        switch self {
        case .value: []
        case .string(let template): [template]
        case .array(let items): items.flatMap(\.templates)
        case .object(let members): members.flatMap(\.value.templates)
        }
    }

    /// The strings that stand under a name, at any depth.
    fileprivate var named: [NamedTemplate] {
        switch self {
        case .value, .string: []
        case .array(let items): items.flatMap(\.named)
        case .object(let members):
            members.flatMap { member -> [NamedTemplate] in
                guard case .string(let template) = member.value else { return member.value.named }
                return [NamedTemplate(member.name, template)]
            }
        }
    }
}
