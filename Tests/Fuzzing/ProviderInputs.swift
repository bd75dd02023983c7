import Documents
import FoundationEssentials
import Pipeline
import Vault

/// What a pipeline asks its surroundings for, made up from the pipeline itself.
enum ProviderInputs {
    static let redirectURI = "http://127.0.0.1:8765/callback"

    /// Whose connections all stages hold.
    static let alice: UserID = {
        guard let user = UserID("alice") else { fatalError("alice is no user id") }
        return user
    }()

    /// A value for every environment variable that the pipelines name.
    static func environment(for pipelines: [PipelineDefinition]) -> [String: String] {
        var environment: [String: String] = [:]
        for client in pipelines.map(\.client) {
            for template in [client.id, client.secret, client.redirectURI].compactMap(\.self) {
                for case .environment(let name) in template.variables {
                    environment[name] =
                        name.contains("REDIRECT") ? redirectURI : "value-of-\(name)"
                }
            }
        }
        return environment
    }

    /// Values that the pipeline's own patterns let pass.
    static func parameters(for pipeline: PipelineDefinition) -> [String: Secret] {
        var parameters: [String: Secret] = [:]
        for definition in pipeline.parameters {
            let candidates = [definition.example, "a.example", "12345", "abcdefgh"]
            let pattern = try? IRegexp(definition.pattern)
            parameters[definition.name] = candidates.compactMap(\.self)
                .first { pattern?.matchesWhole($0) ?? false }.map(Secret.init)
        }
        return parameters
    }

    /// A grant whose access token is over and whose refresh token is not.
    static func grant(at now: Date = Clocks.right) -> Grant {
        Grant(
            accessToken: Secret("access-token-of-alice-1"),
            refreshToken: Secret("refresh-token-of-alice-1"),
            scopes: ["read"],
            authorizedAt: now.addingTimeInterval(-30 * 86_400),
            issuedAt: now.addingTimeInterval(-20 * 86_400),
            accessExpiresAt: now.addingTimeInterval(-60),
            refreshExpiresAt: now.addingTimeInterval(5 * 86_400),
            extra: ["realm": Secret("r1"), "api_endpoint": Secret("https://us1.api.mailchimp.com")]
        )
    }

    static func code(at now: Date = Clocks.right) -> PendingCode {
        PendingCode(
            code: Secret("code-of-alice"),
            redirectURI: redirectURI,
            verifier: Secret("verifier-of-alice"),
            receivedAt: now.addingTimeInterval(-60),
            parameters: [:]
        )
    }

    /// An answer that has a value wherever the pipeline looks for one: good for each of its calls.
    static func answer(for pipeline: PipelineDefinition) -> JSONValue {
        var document = JSONValue.object([:])
        func put(_ pick: ValuePick?, _ value: JSONValue) {
            for path in pick?.alternatives ?? [] { set(value, at: path.text, in: &document) }
        }
        let answers =
            pipeline.exchange.map(\.answer) + [pipeline.refresh?.step.answer].compactMap(\.self)
        for answer in answers {
            put(answer.accessToken, "access-token-of-alice-2")
            put(answer.refreshToken, "refresh-token-of-alice-2")
            for source in answer.expiry.sources + answer.refreshExpiry.sources {
                put(source.pick, .number(JSONNumber(5_184_000)))
            }
            put(answer.scope, "read write")
            put(answer.accountID, "17841400000000000001")
            for pick in answer.copied.values { put(pick, "copied") }
        }
        for field in pipeline.profile?.steps.flatMap(\.fields) ?? [] {
            put(field.pick, sample(of: field.kind))
        }
        for collection in pipeline.collections {
            var item = JSONValue.object([:])
            for field in collection.fields {
                for path in field.pick.alternatives {
                    set(sample(of: field.kind), at: path.text, in: &item)
                }
            }
            put(collection.items, .array([item, item]))
            if case .cursor(let pick, _, let more) = collection.paging {
                put(pick, "cursor-2")
                put(more, true)
            }
            if case .next(let pick) = collection.paging { put(pick, "?after=2") }
        }
        return document
    }

    private static func sample(of kind: FieldDefinition.Kind) -> JSONValue {
        switch kind {
        case .any: ["a": 1]
        case .text: "text"
        case .integer: 12
        case .boolean: true
        case .time: "2026-11-24T12:00:00Z"
        case .mediaURL: "https://cdn.example/a.jpg?oe=7FFFFFFF&x-expires=1800000000"
        }
    }

    /// Sets the value a singular query leads to; anything else in a query is passed over.
    private static func set(_ value: JSONValue, at path: String, in document: inout JSONValue) {
        let steps = path.dropFirst().split { ".[]'\"".contains($0) }.map(String.init)
        guard !path.contains("?"), !path.contains("*"), !path.contains("..") else { return }
        set(value, steps[...], in: &document)
    }

    private static func set(
        _ value: JSONValue,
        _ steps: ArraySlice<String>,
        in document: inout JSONValue
    ) {
        guard let step = steps.first else {
            if document.object?.isEmpty ?? true { document = value }
            return
        }
        if Int(step) != nil {
            var child = document.array?.first ?? .object([:])
            set(value, steps.dropFirst(), in: &child)
            document = .array([child])
        } else {
            var object = document.object ?? [:]
            var child = object[step] ?? .object([:])
            set(value, steps.dropFirst(), in: &child)
            object[step] = child
            document = .object(object)
        }
    }
}
