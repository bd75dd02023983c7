import Documents
import FoundationEssentials
package import Pipeline
import Transport
package import Vault

/// Renews a grant (RFC 6749, section 6, or the provider's own way).
package struct TokenRefresh: Sendable {
    package let runner: StepRunner

    package init(_ runner: StepRunner) {
        self.runner = runner
    }

    /// The renewed grant: not yet durable, so nothing may be done with it before it is saved.
    package func refresh(
        _ grant: Grant,
        _ refresh: RefreshDefinition,
        _ values: TemplateValues,
        ledger: SecretLedger
    ) async throws(Failure) -> Grant {
        // What never rotates may be asked for again after a lost answer.
        let kind: HTTPRequest.Kind = refresh.rotation == .never ? .renew : .spend
        let answer = try await runner.call(
            refresh.step.request,
            values,
            form: .refresh,
            kind: kind,
            step: "refresh"
        )
        let response = TokenResponse(answer.document, refresh.step.answer, now: runner.now())
        ledger.hold(response)
        guard
            let renewed = GrantUpdate.refreshed(
                grant,
                by: response,
                runner.pipeline,
                now: runner.now()
            )
        else {
            throw runner.missingToken(answer, step: "refresh")
        }
        return renewed
    }
}
