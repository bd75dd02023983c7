import Engine
import FoundationEssentials
import Pipeline
import Vault

/// Asks a provider to end a connection's grant (RFC 7009, or its own way).
struct GrantEnd {
    /// How it went.
    enum Outcome {
        case revoked
        /// The provider has no such call, or there is no grant.
        case noWay
        /// There is no usable pipeline file to say how.
        case noPipeline
        /// It refused or was not reached: one sentence, lower case, no final stop.
        case failed(String)
    }

    let session: Session

    func ask(_ connection: Connection) async -> Outcome {
        guard let pipeline = session.pipelines.definitions[connection.provider] else {
            return .noPipeline
        }
        guard let request = pipeline.revoke, let grant = connection.grant else { return .noWay }
        do {
            let values = try TemplateValues(
                pipeline,
                parameters: connection.parameters,
                overrides: session.surroundings.overrides,
                environment: session.surroundings.environment
            ).with(grant, accountID: connection.accountID)
            for secret in values.secrets { session.surroundings.ledger.hold(secret) }
            let runner = StepRunner(
                session.surroundings.transport,
                pipeline,
                now: session.surroundings.now
            )
            try await Revocation(runner).revoke(request, values)
            return .revoked
        } catch {
            let sentence = (error as? Failure)?.sentence ?? (error as? SetupProblem)?.sentence
            return .failed(sentence ?? "failed")
        }
    }
}
