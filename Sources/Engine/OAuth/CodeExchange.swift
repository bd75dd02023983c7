import Documents
import FoundationEssentials
import Pipeline
import Transport
package import Vault

/// Turns an authorization code into a grant, by all the steps of the pipeline.
///
/// The code goes out once: the step that sends it is never repeated after it may have been acted
/// on; a later one sends a token and may be. What the steps bring is returned only when the last
/// one succeeded, because an earlier token is of no lasting use (Instagram's lives an hour).
package struct CodeExchange: Sendable {
    package let runner: StepRunner

    package init(_ runner: StepRunner) {
        self.runner = runner
    }

    /// - Parameters:
    ///   - code: The code, with the verifier and redirect URI it was asked for with.
    ///   - values: The connection's values; the client's redirect URI must be the code's.
    ///   - ledger: Learns of every secret the answers bring, before anything else sees one.
    /// - Throws: Which step failed, and whether the code may be spent.
    /// - Returns: The grant, not yet durable, and the account's id where it is told.
    package func exchange(
        _ code: PendingCode,
        _ values: TemplateValues,
        ledger: SecretLedger
    ) async throws(Failure) -> (grant: Grant, accountID: String?) {
        let pipeline = runner.pipeline
        var values = values
        values.code = code.code
        values.codeVerifier = code.verifier
        values.extra = code.extra
        if let client = values.client {
            values.client = ClientCredentials(
                id: client.id,
                secret: client.secret,
                redirectURI: code.redirectURI
            )
        }
        var answers: [TokenResponse] = []
        for step in pipeline.exchange {
            let name = pipeline.exchange.count == 1 ? "exchange" : "exchange/\(step.name)"
            var answer: StepRunner.Answer
            do {
                answer = try await runner.call(
                    step.request,
                    values,
                    form: .exchange,
                    kind: spends(step) ? .spend : .renew,
                    step: name
                )
            } catch {
                throw refusal(error, code: code, isFirst: answers.isEmpty)
            }
            let response = TokenResponse(answer.document, step.answer, now: runner.now())
            ledger.hold(response)
            if response.accessToken == nil, !step.answer.accessToken.alternatives.isEmpty {
                throw refusal(
                    runner.missingToken(answer, step: name),
                    code: code,
                    isFirst: answers.isEmpty
                )
            }
            answers.append(response)
            values.accessToken = response.accessToken ?? values.accessToken
            values.refreshToken = response.refreshToken ?? values.refreshToken
            values.accountID = response.accountID ?? values.accountID
            values.extra.merge(response.extra) { _, new in new }
        }
        guard
            let result = GrantUpdate.exchanged(
                answers,
                pipeline,
                extra: code.extra,
                consent: code.receivedAt,
                now: runner.now()
            )
        else {
            throw Failure(
                .badRequest,
                .unexpectedAnswer,
                step: "exchange",
                detail: "the answer holds no access token where the pipeline file looks for it",
                isAmbiguous: true
            )
        }
        return result
    }

    /// Whether a step sends the code; a later one sends a token, and may be made again.
    private func spends(_ step: TokenStep) -> Bool {
        if case .standard = step.request.body { return true }
        return step.request.variables.contains(.code)
    }

    /// A refused code is the code's end, not a grant's: the reason says why, as far as is known.
    private func refusal(_ failure: Failure, code: PendingCode, isFirst: Bool) -> Failure {
        var failure = failure
        if !isFirst { failure.isAmbiguous = true }
        switch failure.failure {
        case .app where failure.status != nil && !failure.isAboutClient:
            // A 401 without the standard's word about the client is one about the code.
            failure.failure = .reconnect
            failure.reason = .codeRefused
            failure.detail = Advice.meaning(.codeRefused)
        case .reconnect, .badRequest, .notFound:
            // Without a status nothing was sent, and the code is as good as before.
            guard !failure.isAmbiguous, failure.status != nil else { break }
            let end = runner.pipeline.lifetimes.code.adding(to: code.receivedAt)
            failure.failure = .reconnect
            failure.reason = runner.now() > end ? .codeExpired : .codeRefused
            failure.detail = Advice.meaning(failure.reason)
        default:
            break
        }
        return failure
    }
}
