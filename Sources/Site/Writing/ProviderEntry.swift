import Documents
import Engine
import FoundationEssentials
import Pipeline

/// One provider of `providers.json`: what a page needs to show it and to send a person there.
struct ProviderEntry {
    let pipeline: PipelineDefinition
    let template: PublicTemplate
    let settings: SiteSettings

    /// - Parameter earlier: The entry as it is on disk: a run without the app's credentials keeps the
    ///   `authorize` of one that had them.
    /// - Returns: The entry.
    func document(over earlier: JSONValue?) -> JSONValue {
        var object: JSONObject = [
            "id": .string(pipeline.provider), "name": .string(pipeline.name),
            "scopes": .array(pipeline.authorize.scopes.map(scope)),
            "lifetimes": .object(lifetimes),
        ]
        if pipeline.refresh == nil { object["renews"] = .bool(false) }
        let asked = pipeline.parameters.filter { !$0.isSecret }
        if !asked.isEmpty { object["parameters"] = .array(asked.map(parameter)) }
        object["authorize"] =
            authorize.map { .object($0) } ?? (isUnconfigured ? earlier?["authorize"] : nil)
        return .object(object)
    }

    /// Why there is no Connect button although the app is configured; `nil` where there is one.
    var obstacle: String? {
        guard !isUnconfigured, let redirectURI = template.text(pipeline.client.redirectURI) else {
            return nil
        }
        let name = pipeline.name
        if needsSecret {
            return
                "\(name) has no Connect button: a connection brings a secret, which no page asks for"
        }
        guard comesBack(redirectURI) else {
            let wanted = settings.callback(pipeline.provider)
            return "\(name) has no Connect button: its redirect URI is not this site's "
                + (wanted ?? SiteSettings.callbackPath(pipeline.provider))
        }
        return nil
    }

    /// Whether the environment lacks the app's id or redirect URI.
    private var isUnconfigured: Bool {
        template.text(pipeline.client.id) == nil
            || template.text(pipeline.client.redirectURI) == nil
    }

    private var needsSecret: Bool {
        pipeline.parameters.contains { $0.isSecret && $0.defaultValue == nil }
    }

    private func comesBack(_ redirectURI: String) -> Bool {
        if let callback = settings.callback(pipeline.provider) { return redirectURI == callback }
        return redirectURI.hasSuffix("/" + SiteSettings.callbackPath(pipeline.provider))
    }

    private var authorize: JSONObject? {
        let definition = pipeline.authorize
        guard !needsSecret, let clientID = template.text(pipeline.client.id),
            let redirectURI = template.text(pipeline.client.redirectURI), comesBack(redirectURI),
            var url = template.text(definition.url)
        else { return nil }
        if let base = template.overrides.base(provider: pipeline.provider) {
            url = base + Self.afterAuthority(url)
        }
        var parameters = JSONObject()
        for parameter in definition.parameters {
            guard let value = template.text(parameter.value) else { return nil }
            parameters[parameter.name] = .string(value)
        }
        var object: JSONObject = [
            "url": .string(url), "clientId": .string(clientID),
            "redirectUri": .string(redirectURI), "pkce": .string(definition.pkce.rawValue),
        ]
        if definition.scopeSeparator != " " {
            object["scopeSeparator"] = .string(definition.scopeSeparator)
        }
        if !definition.renames.isEmpty {
            object["rename"] = .object(
                JSONObject(definition.renames.map { ($0.key, .string($0.value)) })
            )
        }
        if !definition.omitted.isEmpty {
            object["omit"] = .array(definition.omitted.sorted().map { .string($0) })
        }
        if let issuer = definition.issuer {
            // A page that does not know whom to expect would take an answer from anybody.
            guard let text = template.text(issuer) else { return nil }
            object["issuer"] = .string(text)
        }
        if !parameters.isEmpty { object["parameters"] = .object(parameters) }
        if definition.codeParameter != "code" {
            object["codeParameter"] = .string(definition.codeParameter)
        }
        object["codeSuffix"] = definition.codeSuffix.map { .string($0) }
        if !definition.copied.isEmpty {
            object["copy"] = .array(Set(definition.copied.values).sorted().map { .string($0) })
        }
        return object
    }

    private var lifetimes: JSONObject {
        let life = pipeline.lifetimes
        // Months have no length of their own: near enough for words such as "half a year".
        func seconds(_ span: Span) -> JSONValue {
            .number(JSONNumber(span.seconds + span.months * 2_629_800))
        }
        var object: JSONObject = ["code": seconds(life.code)]
        object["access"] = life.access.map(seconds)
        object["refresh"] = life.refresh.map(seconds)
        object["consent"] = life.absolute.map(seconds)
        return object
    }

    private func scope(_ scope: AuthorizeDefinition.Scope) -> JSONValue {
        var object: JSONObject = ["id": .string(scope.name)]
        object["reason"] = scope.reason.map { .string($0) }
        return .object(object)
    }

    private func parameter(_ parameter: ParameterDefinition) -> JSONValue {
        var object: JSONObject = [
            "name": .string(parameter.name), "pattern": .string(parameter.pattern),
        ]
        object["description"] = parameter.description.map { .string($0) }
        object["example"] = (parameter.example ?? parameter.defaultValue).map { .string($0) }
        return .object(object)
    }

    private static func afterAuthority(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        return String(rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...])
    }
}
