import Documents
import Pipeline
import Vault

/// What a pipeline needs from outside and the kit makes up: credentials, parameters, copied values.
struct StandIns: Sendable {
    static let clientID = "kit-client-id"
    static let clientSecret = "kit-client-secret-5f2a"
    static let redirectURI = "http://127.0.0.1:8765/callback"
    static let accountID = "4711"

    /// By the names that `client:` gives.
    let environment: [String: String]
    let parameters: [String: Secret]
    /// What the callback and the token answers bring to be copied.
    let extras: [String: String]

    /// Throws the first parameter that no value is found for.
    init(_ pipeline: PipelineDefinition) throws(BlueprintProblem) {
        var environment: [String: String] = [:]
        let client = pipeline.client
        for variable in client.id.variables + (client.secret?.variables ?? [])
            + client.redirectURI.variables
        {
            guard case .environment(let name) = variable else { continue }
            environment[name] = "kit-\(name.lowercased())"
        }
        for case .environment(let name) in client.id.variables {
            environment[name] = Self.clientID
        }
        for case .environment(let name) in client.secret?.variables ?? [] {
            environment[name] = Self.clientSecret
        }
        for case .environment(let name) in client.redirectURI.variables {
            environment[name] = Self.redirectURI
        }
        self.environment = environment
        var parameters: [String: Secret] = [:]
        for definition in pipeline.parameters {
            guard let value = Self.value(of: definition) else {
                throw BlueprintProblem(
                    "no value is found for the pattern of the parameter \(definition.name)"
                )
            }
            parameters[definition.name] = Secret(value)
        }
        self.parameters = parameters
        extras = Self.extras(of: pipeline)
    }

    private static func value(of definition: ParameterDefinition) -> String? {
        guard let pattern = try? IRegexp(definition.pattern) else { return nil }
        let candidates = [
            definition.example, definition.defaultValue, "kit-\(definition.name)",
            "kit.example.org", "kit", "1", "https://kit.example.org", pattern.example,
        ]
        return candidates.compactMap(\.self).first { !$0.isEmpty && pattern.matchesWhole($0) }
    }

    /// A value that begins a URL must be one; any other is a word.
    private static func extras(of pipeline: PipelineDefinition) -> [String: String] {
        var calls = pipeline.exchange.map(\.request)
        calls +=
            (pipeline.refresh.map { [$0.step.request] } ?? [])
            + (pipeline.revoke.map { [$0] } ?? [])
        calls += pipeline.profile?.steps.map(\.request) ?? []
        calls += pipeline.collections.map(\.request)
        let bases = Array(pipeline.servers.values) + calls.map(\.url)
        var names = Set(pipeline.authorize.copied.keys)
        for step in pipeline.exchange.map(\.answer)
            + (pipeline.refresh.map { [$0.step.answer] } ?? [])
        {
            names.formUnion(step.copied.keys)
        }
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                let beginsURL = bases.contains { $0.parts.first == .variable(.extra(name)) }
                return (name, beginsURL ? "https://api.kit.example.org" : "kit-extra-\(name)")
            }
        )
    }
}
