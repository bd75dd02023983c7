package import FoundationEssentials

/// Decides, without doing anything, whether a call is made once more and after what wait.
package struct RetryPolicy: Sendable {
    /// What one attempt came to.
    package enum Outcome: Sendable {
        case answered(HTTPResponse)
        case failed(TransportError)
    }

    package enum Decision: Hashable, Sendable {
        case wait(Duration)
        case stop
    }

    /// Attempts in all, the first included.
    package var attempts: Int
    /// The most the first wait can be; each further one may be twice as long.
    package var firstWait: Duration
    /// The most any wait of our own choosing can be.
    package var longestWait: Duration
    /// A `Retry-After` beyond this ends the call: the work goes on with the next connection.
    package var longestRetryAfter: Duration
    /// False where somebody else waits out a 429, for all calls to the provider and not for one.
    package var repeatsLimits: Bool

    package init(
        attempts: Int = 4,
        firstWait: Duration = .milliseconds(500),
        longestWait: Duration = .seconds(10),
        longestRetryAfter: Duration = .seconds(30),
        repeatsLimits: Bool = true
    ) {
        self.attempts = attempts
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.longestRetryAfter = longestRetryAfter
        self.repeatsLimits = repeatsLimits
    }

    /// Each call made once.
    package static let never = Self(attempts: 1)

    /// What to do after an attempt, counted from 1.
    ///
    /// `random` is in 0..<1 and spreads the waits of many calls over the whole span (full jitter).
    package func decide(
        attempt: Int,
        kind: HTTPRequest.Kind,
        outcome: Outcome,
        random: Double,
        now: Date
    ) -> Decision {
        guard attempt < most(outcome), isWorthRepeating(outcome, kind: kind) else { return .stop }
        let jitter = backoff(attempt: attempt) * min(max(random, 0), 1)
        guard let asked = requestedWait(outcome, now: now) else { return .wait(jitter) }
        return asked > longestRetryAfter ? .stop : .wait(max(asked, jitter))
    }

    /// A limit that does not say when it ends is asked once more, and not hammered at.
    private func most(_ outcome: Outcome) -> Int {
        guard case .answered(let response) = outcome, response.status == 429,
            response.header("Retry-After") == nil
        else { return attempts }
        return min(attempts, 2)
    }

    /// Statuses that speak of the moment, not of the request.
    private static let transientStatuses: Set<Int> = [408, 425, 429, 500, 502, 503, 504]

    private func isWorthRepeating(_ outcome: Outcome, kind: HTTPRequest.Kind) -> Bool {
        switch outcome {
        case .answered(let response):
            // Whatever a token endpoint answers, it has seen the credential.
            kind != .spend && Self.transientStatuses.contains(response.status)
                && (repeatsLimits || response.status != 429)
        case .failed(let error):
            switch error.phase {
            case .refused, .cancelled: false
            case .connecting: !isLasting(error)
            case .sent: kind != .spend && !isLasting(error)
            }
        }
    }

    /// Whether the same call would fail the same way.
    private func isLasting(_ error: TransportError) -> Bool {
        switch error.reasonCode {
        case .refused, .redirect, .tooLarge, .cancelled: true
        case .tls: error.code.map { CurlCode(rawValue: $0).isCertificateFault } ?? false
        case .timeout, .dns, .connect, .reset, .proxy, .protocolFault, .other: false
        }
    }

    private func backoff(attempt: Int) -> Duration {
        // Beyond twenty doublings the cap decides anyway.
        let doublings = min(max(attempt - 1, 0), 20)
        return min(firstWait * (1 << doublings), longestWait)
    }

    private func requestedWait(_ outcome: Outcome, now: Date) -> Duration? {
        guard case .answered(let response) = outcome,
            let text = response.header("Retry-After"),
            let date = ResetTime.retryAfter(text, now: now)
        else { return nil }
        let seconds = date.timeIntervalSince(now)
        // A clock may say anything, and a `Duration` of more than it holds traps.
        return .seconds(seconds > 0 ? min(seconds, 1e12) : 0)
    }
}
