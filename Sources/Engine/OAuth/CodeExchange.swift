import Documents
import FoundationEssentials
import Pipeline
import Transport
package import Vault

/// Turns an authorization code into a grant, one step of the pipeline after the other.
///
/// The code goes out once: the step that sends it is never repeated after it may have been acted
/// on; a later one sends a token and may be. What a step brings can be kept by whoever drives it,
/// and a later exchange goes on from there.
package struct CodeExchange: Sendable {
    private let runner: StepRunner
    private let code: PendingCode
    private let ledger: SecretLedger
    private var values: TemplateValues
    /// What the steps so far have brought.
    package private(set) var steps: [ExchangeStep]

    /// - Parameters:
    ///   - runner: Makes the calls.
    ///   - code: The code, with the verifier and redirect URI it was asked for with, and the steps
    ///     that an earlier run has done.
    ///   - values: The connection's values; the client's redirect URI must be the code's.
    ///   - ledger: Learns of every secret the answers bring, before anything else sees one.
    package init(
        _ runner: StepRunner,
        _ code: PendingCode,
        _ values: TemplateValues,
        ledger: SecretLedger
    ) {
        self.runner = runner
        self.code = code
        self.ledger = ledger
        self.values = values
        steps = code.steps
        self.values.code = code.code
        self.values.codeVerifier = code.verifier
        self.values.extra = code.extra
        if let client = values.client {
            self.values.client = ClientCredentials(
                id: client.id,
                secret: client.secret,
                redirectURI: code.redirectURI
            )
        }
        for step in steps { learn(step) }
    }

    /// Whether all steps are done.
    package var isDone: Bool { steps.count >= runner.pipeline.exchange.count }

    /// Whether a later run can go on from what the steps so far have brought: none that is left
    /// sends the code.
    package var canGoOn: Bool {
        !steps.isEmpty && !runner.pipeline.exchange.dropFirst(steps.count).contains(where: spends)
    }

    /// Makes the next call.
    ///
    /// Throws which step failed, and whether the code, or what it brought, may be spent.
    package mutating func next() async throws(Failure) {
        guard !isDone else { return }
        let step = runner.pipeline.exchange[steps.count]
        let name = runner.pipeline.exchange.count == 1 ? "exchange" : "exchange/\(step.name)"
        let answer: StepRunner.Answer
        do {
            answer = try await runner.call(
                step.request,
                values,
                form: .exchange,
                kind: spends(step) ? .spend : .renew,
                step: name
            )
        } catch {
            throw refusal(error)
        }
        let now = runner.now()
        let response = TokenResponse(answer.document, step.answer, now: now)
        ledger.hold(response)
        if response.accessToken == nil, !step.answer.accessToken.alternatives.isEmpty {
            throw refusal(runner.missingToken(answer, step: name))
        }
        let done = ExchangeStep(response, at: now)
        steps.append(done)
        learn(done)
    }

    /// The grant, not yet durable, and the account's id where it is told.
    package func result() throws(Failure) -> (grant: Grant, accountID: String?) {
        guard
            let result = GrantUpdate.exchanged(
                steps.map(TokenResponse.init),
                runner.pipeline,
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

    /// What later steps may name.
    private mutating func learn(_ step: ExchangeStep) {
        values.accessToken = step.accessToken ?? values.accessToken
        values.refreshToken = step.refreshToken ?? values.refreshToken
        values.accountID = step.accountID ?? values.accountID
        values.extra.merge(step.extra) { _, new in new }
    }

    /// Whether a step sends the code; a later one sends a token, and may be made again.
    private func spends(_ step: TokenStep) -> Bool {
        if case .standard = step.request.body { return true }
        return step.request.variables.contains(.code)
    }

    /// A refused code is the code's end, not a grant's: the reason says why, as far as is known.
    private func refusal(_ failure: Failure) -> Failure {
        var failure = failure
        if !steps.isEmpty, !canGoOn { failure.isAmbiguous = true }
        switch failure.failure {
        case .app where failure.status != nil && !failure.isAboutClient:
            // A 401 without the standard's word about the client is one about the code.
            failure.failure = .reconnect
            failure.reason = .codeRefused
            failure.detail = Advice.meaning(.codeRefused)
        case .reconnect, .badRequest, .notFound, .expiredToken:
            // Without a status nothing was sent, and the code is as good as before.
            guard !failure.isAmbiguous, failure.status != nil else { break }
            failure.failure = .reconnect
            failure.reason = runner.now() > code.end(runner.pipeline) ? .codeExpired : .codeRefused
            failure.detail = Advice.meaning(failure.reason)
        default:
            break
        }
        return failure
    }
}
