import Pipeline
import Transport

/// What the standards put into a token call whose body a file does not write.
struct StandardCall {
    let entries: [CallShape.Entry]

    /// RFC 6749, sections 2.3.1, 4.1.3 and 6; RFC 7636, section 4.5; RFC 7009, section 2.1.
    init(
        _ role: CallShape.Role,
        _ request: RequestDefinition,
        _ pipeline: PipelineDefinition,
        known: [TemplateVariable: String]
    ) {
        guard case .standard(let extra, let renames, let omitted) = request.body else {
            entries = []
            return
        }
        let place = pipeline.client.redirectURI.location
        func variable(_ variable: TemplateVariable) -> Template {
            Template(parts: [.variable(variable)], location: place)
        }
        func literal(_ text: String) -> Template {
            Template(parts: [.literal(text)], location: place)
        }
        var fields: [(String, Template)]
        switch role {
        case .exchange:
            fields = [
                ("grant_type", literal("authorization_code")), ("code", variable(.code)),
                ("redirect_uri", variable(.redirectURI)),
            ]
            if pipeline.authorize.pkce != .none {
                fields.append(("code_verifier", variable(.codeVerifier)))
            }
        case .refresh:
            fields = [
                ("grant_type", literal("refresh_token")),
                ("refresh_token", variable(.refreshToken)),
            ]
        case .revoke:
            let holds = pipeline.refresh?.credential == .refreshToken
            fields = [
                ("token", variable(holds ? .refreshToken : .accessToken)),
                ("token_type_hint", literal(holds ? "refresh_token" : "access_token")),
            ]
        case .profile, .collection:
            fields = []
        }
        var headers: [CallShape.Entry] = []
        if case .client = request.authentication {
            switch pipeline.client.authentication {
            case .basic:
                let value = BasicCredentials(
                    user: known[.clientID] ?? "",
                    password: known[.clientSecret] ?? ""
                ).headerValue
                headers.append(
                    CallShape.Entry(
                        place: .header,
                        name: "Authorization",
                        match: TemplateMatch(literal: value)
                    )
                )
            case .body:
                fields.append(("client_id", variable(.clientID)))
                if pipeline.client.secret != nil {
                    fields.append(("client_secret", variable(.clientSecret)))
                }
            case .none:
                fields.append(("client_id", variable(.clientID)))
            }
        }
        for entry in extra {
            fields.removeAll { $0.0 == entry.name }
            fields.append((entry.name, entry.value))
        }
        entries =
            headers
            + fields.filter { !omitted.contains($0.0) }.map { name, value in
                CallShape.Entry(
                    place: .form,
                    name: renames[name] ?? name,
                    match: TemplateMatch(value) { known[$0] }
                )
            }
    }
}
