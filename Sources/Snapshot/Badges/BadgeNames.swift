package import Pipeline

/// How badges call the providers.
package struct BadgeNames: Sendable {
    private let names: [String: String]

    package init(_ pipelines: [String: PipelineDefinition]) {
        names = pipelines.mapValues(\.name)
    }

    subscript(provider: String) -> String { names[provider] ?? provider }
}
