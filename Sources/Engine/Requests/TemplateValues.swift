import Documents
package import Pipeline
package import Vault

/// The values a template's variables have at one step of one connection.
package struct TemplateValues: Sendable {
    package let pipeline: PipelineDefinition
    package let overrides: ServerOverrides
    package let environment: [String: String]
    package var parameters: [String: String]
    package var client: ClientCredentials?
    package var extra: [String: Secret]
    package var code: Secret?
    package var codeVerifier: Secret?
    package var accessToken: Secret?
    package var refreshToken: Secret?
    package var accountID: String?

    /// Checks the connection's parameters against their patterns, then fills in the client.
    package init(
        _ pipeline: PipelineDefinition,
        parameters given: [String: Secret],
        overrides: ServerOverrides,
        environment: [String: String]
    ) throws(SetupProblem) {
        self.pipeline = pipeline
        self.overrides = overrides
        self.environment = environment
        extra = [:]
        parameters = [:]
        for definition in pipeline.parameters {
            guard let value = given[definition.name]?.reveal() ?? definition.defaultValue else {
                throw .parameterMissing(pipeline.provider, definition.name)
            }
            guard let pattern = try? IRegexp(definition.pattern), pattern.matchesWhole(value) else {
                throw .parameterRefused(pipeline.provider, definition.name)
            }
            parameters[definition.name] = value
        }
        client = ClientCredentials(
            id: try fill(pipeline.client.id),
            secret: try pipeline.client.secret.map { template throws(SetupProblem) in
                Secret(try fill(template))
            },
            redirectURI: try fill(pipeline.client.redirectURI)
        )
    }

    /// The text that a template becomes.
    package func fill(_ template: Template) throws(SetupProblem) -> String {
        do {
            return try template.expand(value)
        } catch {
            throw .variableMissing(error)
        }
    }

    /// A variable's text; `nil` where it has none, or an empty one from the environment.
    package func value(_ variable: TemplateVariable) -> String? {
        switch variable {
        case .environment(let name): environment[name].flatMap { $0.isEmpty ? nil : $0 }
        case .server(let name):
            overrides.base(provider: pipeline.provider, server: name)
                ?? pipeline.servers[name].flatMap { try? $0.expand(value) }
        case .parameter(let name): parameters[name]
        case .extra(let name): extra[name]?.reveal()
        case .clientID: client?.id
        case .clientSecret: client?.secret?.reveal()
        case .redirectURI: client?.redirectURI
        case .code: code?.reveal()
        case .codeVerifier: codeVerifier?.reveal()
        case .accessToken: accessToken?.reveal()
        case .refreshToken: refreshToken?.reveal()
        case .accountID: accountID
        }
    }

    /// The client's secret and the parameters the file calls secret.
    package var secrets: [Secret] {
        let hidden = pipeline.parameters.filter(\.isSecret).compactMap { parameters[$0.name] }
        return (client?.secret.map { [$0] } ?? []) + hidden.map(Secret.init)
    }

    /// The same with a grant's values in place.
    package func with(_ grant: Grant, accountID: String?) -> TemplateValues {
        var copy = self
        copy.accessToken = grant.accessToken
        copy.refreshToken = grant.refreshToken
        copy.extra = grant.extra
        copy.accountID = accountID
        return copy
    }
}
