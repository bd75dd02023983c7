package import FoundationEssentials
import Pipeline
package import Vault

/// The beginning of a connection: the page to open, and what its callback is checked against.
package struct Authorization: Sendable {
    /// The page the person is sent to.
    package let url: String
    /// What the callback must answer to; belongs in the vault until it does.
    package let pending: PendingAuthorization

    /// Makes a fresh state and, where the pipeline uses PKCE, a fresh verifier.
    package init(_ values: TemplateValues, now: Date) throws(SetupProblem) {
        let pkce = values.pipeline.authorize.pkce == .s256 ? PKCE() : nil
        let state = RandomText.make()
        url = try AuthorizationURL.build(values, state: state, challenge: pkce?.challenge)
        pending = PendingAuthorization(
            state: Secret(state),
            verifier: pkce?.verifier,
            redirectURI: values.client?.redirectURI ?? "",
            begunAt: now,
            parameters: values.parameters.mapValues(Secret.init)
        )
    }
}
