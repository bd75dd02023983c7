import Pipeline

/// What git, ssh and credential helpers get to see of the environment.
enum GitEnvironment {
    /// Everything but the key, its passphrase and the apps' credentials.
    static func values(
        _ environment: [String: String],
        _ pipelines: [PipelineDefinition]
    ) -> [String: String] {
        var names: Set<String> = []
        for pipeline in pipelines {
            let client = pipeline.client
            let templates = [client.id, client.redirectURI] + (client.secret.map { [$0] } ?? [])
            for case .environment(let name) in templates.flatMap(\.variables) {
                names.insert(name)
            }
        }
        return environment.filter { name, _ in
            !name.hasPrefix("LATCHKEY_") && !names.contains(name)
        }
    }
}
