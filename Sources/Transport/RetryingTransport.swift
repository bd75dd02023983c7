package import FoundationEssentials

/// Makes calls through another transport, and once more where the policy says so.
package struct RetryingTransport<Base: HTTPTransport>: HTTPTransport {
    private let base: Base
    private let policy: RetryPolicy
    private let sleep: @Sendable (Duration) async throws -> Void
    private let random: @Sendable () -> Double
    private let now: @Sendable () -> Date

    /// `sleep` throws when the task is cancelled; `random` gives numbers in 0..<1.
    package init(
        _ base: Base,
        policy: RetryPolicy,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double,
        now: @escaping @Sendable () -> Date
    ) {
        self.base = base
        self.policy = policy
        self.sleep = sleep
        self.random = random
        self.now = now
    }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        var attempt = 1
        while true {
            let outcome = await outcome(of: request)
            let decision = policy.decide(
                attempt: attempt,
                kind: request.kind,
                outcome: outcome,
                random: random(),
                now: now()
            )
            switch (decision, outcome) {
            case (.stop, .answered(let response)): return response
            case (.stop, .failed(let error)): throw error
            case (.wait(let duration), _):
                do {
                    try await sleep(duration)
                } catch {
                    throw cancelled(request, after: outcome)
                }
                attempt += 1
            }
        }
    }

    private func outcome(of request: HTTPRequest) async -> RetryPolicy.Outcome {
        do throws(TransportError) {
            return .answered(try await base.send(request))
        } catch {
            return .failed(error)
        }
    }

    private func cancelled(
        _ request: HTTPRequest,
        after outcome: RetryPolicy.Outcome
    ) -> TransportError {
        let wasSent =
            switch outcome {
            case .answered: true
            case .failed(let error): error.mayHaveBeenSent
            }
        return TransportError(
            phase: .cancelled,
            request: request,
            reason: "cancelled while waiting to try again",
            mayHaveBeenSent: wasSent
        )
    }
}
