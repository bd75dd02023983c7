package import Pipeline
import Transport
import Vault

/// Ends a grant at the provider (RFC 7009, or the provider's own way).
package struct Revocation: Sendable {
    package let runner: StepRunner

    package init(_ runner: StepRunner) {
        self.runner = runner
    }

    /// Returns when the provider confirms; a grant it no longer knows counts as ended.
    package func revoke(
        _ request: RequestDefinition,
        _ values: TemplateValues
    ) async throws(Failure) {
        do {
            _ = try await runner.call(
                request,
                values,
                form: .revoke,
                kind: .renew,
                step: "revoke"
            )
        } catch {
            switch error.failure {
            case .reconnect, .notFound, .expiredToken: return
            default: throw error
            }
        }
    }
}
