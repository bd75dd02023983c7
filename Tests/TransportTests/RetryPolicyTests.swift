import FoundationEssentials
import Testing

@testable import Transport

@Suite("The retry policy")
struct RetryPolicyTests {
    private let now = Date(timeIntervalSince1970: 1_900_000_000)
    private let policy = RetryPolicy(
        attempts: 4,
        firstWait: .seconds(1),
        longestWait: .seconds(3),
        longestRetryAfter: .seconds(30)
    )

    private func decide(
        _ outcome: RetryPolicy.Outcome,
        kind: HTTPRequest.Kind = .read,
        attempt: Int = 1,
        random: Double = 0.5
    ) -> RetryPolicy.Decision {
        policy.decide(attempt: attempt, kind: kind, outcome: outcome, random: random, now: now)
    }

    private static func answer(_ status: Int, retryAfter: String? = nil) -> RetryPolicy.Outcome {
        .answered(
            HTTPResponse(
                status: status,
                headers: retryAfter.map { [("retry-after", $0)] } ?? [],
                body: []
            )
        )
    }

    private static func failure(
        _ phase: TransportError.Phase,
        code: Int32? = nil,
        reasonCode: TransportError.ReasonCode? = nil
    ) -> RetryPolicy.Outcome {
        .failed(
            TransportError(
                phase: phase,
                method: "GET",
                host: "h",
                path: "/",
                code: code,
                reason: "no",
                reasonCode: reasonCode
            )
        )
    }

    // Found by fuzzing: a wait of more than a `Duration` holds is a trap.
    @Test("survives any clock", arguments: [-1e300, 1e300, -.infinity, .infinity, .nan])
    func clocks(seconds: Double) {
        let decision = policy.decide(
            attempt: 1,
            kind: .read,
            outcome: Self.answer(429, retryAfter: "Sun, 06 Nov 1994 08:49:37 GMT"),
            random: 0.5,
            now: Date(timeIntervalSince1970: seconds)
        )
        #expect(decision == (seconds < 0 ? .stop : .wait(.milliseconds(500))))
    }

    @Test("repeats a read for statuses of the moment, and a call that may spend something for none")
    func statuses() {
        let transient = (100...599).filter { decide(Self.answer($0)) != .stop }
        #expect(transient == [408, 425, 429, 500, 502, 503, 504])
        let renewed = (100...599).filter { decide(Self.answer($0), kind: .renew) != .stop }
        #expect(renewed == transient)
        let spent = (100...599).filter {
            decide(Self.answer($0, retryAfter: "1"), kind: .spend) != .stop
        }
        #expect(spent == [])
    }

    @Test("a limit that does not say when it ends is asked once more, and not three times")
    func bareLimit() {
        #expect(decide(Self.answer(429)) != .stop)
        #expect(decide(Self.answer(429), attempt: 2) == .stop)
        #expect(decide(Self.answer(429, retryAfter: "1"), attempt: 3) != .stop)
        #expect(decide(Self.answer(503), attempt: 3) != .stop)
    }

    @Test(
        "decides failures by how far the call got",
        arguments: [
            (.refused, nil, false, false), (.cancelled, nil, false, false),
            (.connecting, 6, true, true), (.connecting, 7, true, true),
            (.connecting, 28, true, true), (.connecting, 35, true, true),
            (.connecting, 60, false, false), (.connecting, 77, false, false),
            (.sent, 28, true, false), (.sent, 52, true, false), (.sent, 56, true, false),
            (.sent, 92, true, false), (.sent, 63, false, false), (.sent, nil, true, false),
        ] as [(TransportError.Phase, Int32?, Bool, Bool)]
    )
    func failures(phase: TransportError.Phase, code: Int32?, read: Bool, spend: Bool) {
        let outcome = Self.failure(phase, code: code)
        #expect((decide(outcome, kind: .read) != .stop) == read)
        #expect((decide(outcome, kind: .renew) != .stop) == read)
        #expect((decide(outcome, kind: .spend) != .stop) == spend)
    }

    @Test("takes a refused redirect as lasting")
    func redirects() {
        #expect(decide(Self.failure(.sent, reasonCode: .redirect)) == .stop)
    }

    @Test(
        "waits up to twice as long each time, up to a cap, by chance",
        arguments: [
            (1, 0.0, 0.0), (1, 0.999, 0.999), (2, 0.5, 1.0), (3, 0.5, 1.5), (3, 1.0, 3.0),
        ]
    )
    func backoff(attempt: Int, random: Double, seconds: Double) {
        let decision = decide(Self.answer(503), attempt: attempt, random: random)
        #expect(decision == .wait(.seconds(seconds)))
    }

    @Test("stops when the attempts are used up")
    func attempts() {
        #expect(decide(Self.answer(503), attempt: 4) == .stop)
        #expect(decide(Self.answer(503), attempt: .max) == .stop)
        let once = RetryPolicy.never.decide(
            attempt: 1,
            kind: .read,
            outcome: Self.answer(503),
            random: 0,
            now: now
        )
        #expect(once == .stop)
    }

    @Test("doubles without end and without overflow")
    func manyAttempts() {
        let patient = RetryPolicy(attempts: .max)
        for attempt in [0, 40, 63, 64, 65, 1000, Int.max - 1] {
            let decision = patient.decide(
                attempt: attempt,
                kind: .read,
                outcome: Self.answer(503),
                random: 1,
                now: now
            )
            let expected: Duration = attempt == 0 ? .milliseconds(500) : .seconds(10)
            #expect(decision == .wait(expected))
        }
    }

    @Test(
        "honours Retry-After and gives up when it asks too much",
        arguments: [
            ("2", .wait(.seconds(2))), ("30", .wait(.seconds(30))), ("31", .stop), ("86400", .stop),
            ("Sun, 17 Mar 2030 17:46:50 GMT", .wait(.seconds(10))),
            ("Sun, 17 Mar 2030 18:46:50 GMT", .stop),
            ("Sun, 17 Mar 2030 10:46:50 GMT", .wait(.seconds(0.5))),
            ("nonsense", .wait(.seconds(0.5))), ("0", .wait(.seconds(0.5))),
            ("99999999999999999999", .wait(.seconds(0.5))),
        ] as [(String, RetryPolicy.Decision)]
    )
    func retryAfter(text: String, expected: RetryPolicy.Decision) {
        #expect(decide(Self.answer(429, retryAfter: text)) == expected)
        #expect(decide(Self.answer(503, retryAfter: text)) == expected)
    }
}
