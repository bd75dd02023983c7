import Engine
import Pipeline

/// Fills in a template with what anybody may see: never a secret, and `${param.NAME}` stays as it is
/// for the page to fill in.
struct PublicTemplate {
    let pipeline: PipelineDefinition
    let overrides: ServerOverrides
    let environment: [String: String]

    /// `nil` where a value is missing or is nobody's to see.
    func text(_ template: Template) -> String? {
        try? template.expand(value)
    }

    private func value(_ variable: TemplateVariable) -> String? {
        switch variable {
        case .environment(let name): environment[name].flatMap { $0.isEmpty ? nil : $0 }
        case .server(let name):
            overrides.base(provider: pipeline.provider, server: name)
                ?? pipeline.servers[name].flatMap { text($0) }
        case .parameter(let name):
            pipeline.parameters.contains { $0.name == name && $0.isSecret }
                ? nil : "${param.\(name)}"
        case .clientID: text(pipeline.client.id)
        case .redirectURI: text(pipeline.client.redirectURI)
        case .extra, .clientSecret, .code, .codeVerifier, .accessToken, .refreshToken, .accountID:
            nil
        }
    }
}
