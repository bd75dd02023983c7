import FoundationEssentials
import LatchkeyTestSupport
import Synchronization
import Testing
import Transport

@Suite("A retrying transport")
struct RetryingTransportTests {
    /// Remembers the waits it was asked for, and lets none of them pass.
    private final class ManualSleep: Sendable {
        private let recorded = Mutex<[Duration]>([])
        let isCancelled: Bool

        init(isCancelled: Bool = false) {
            self.isCancelled = isCancelled
        }

        var waits: [Duration] { recorded.withLock { $0 } }

        func callAsFunction(_ duration: Duration) throws {
            recorded.withLock { $0.append(duration) }
            if isCancelled { throw CancellationError() }
        }
    }

    private let request = HTTPRequest(method: "GET", url: "https://example.com/a", kind: .read)
    private let ok = HTTPResponse(status: 200, headers: [], body: [])
    private let busy = HTTPResponse(status: 503, headers: [("Retry-After", "2")], body: [])

    private func retrying(
        _ base: ScriptedTransport,
        sleep: ManualSleep
    ) -> RetryingTransport<ScriptedTransport> {
        RetryingTransport(
            base,
            policy: RetryPolicy(attempts: 3, firstWait: .seconds(1)),
            sleep: { try sleep($0) },
            random: { 0.5 },
            now: { Date(timeIntervalSince1970: 1_900_000_000) }
        )
    }

    private func error(_ phase: TransportError.Phase) -> TransportError {
        TransportError(phase: phase, request: request, code: 56, reason: "no")
    }

    @Test("tries until there is an answer to keep")
    func succeedsInTheEnd() async throws {
        let base = ScriptedTransport([.failure(error(.sent)), .success(busy), .success(ok)])
        let sleep = ManualSleep()
        let response = try await retrying(base, sleep: sleep).send(request)
        #expect(response.status == 200)
        #expect(base.requests.count == 3)
        #expect(sleep.waits == [.seconds(0.5), .seconds(2)])
    }

    @Test("hands out the last answer or the last error when it gives up")
    func givesUp() async throws {
        let busyToTheEnd = ScriptedTransport(Array(repeating: .success(busy), count: 9))
        let response = try await retrying(busyToTheEnd, sleep: ManualSleep()).send(request)
        #expect(response.status == 503)
        #expect(busyToTheEnd.requests.count == 3)

        let broken = ScriptedTransport(Array(repeating: .failure(error(.sent)), count: 9))
        await #expect(throws: error(.sent)) {
            try await retrying(broken, sleep: ManualSleep()).send(request)
        }
        #expect(broken.requests.count == 3)
    }

    @Test("repeats a call that may spend something only when it cannot have been sent")
    func spending() async throws {
        var spend = request
        spend.kind = .spend
        let base = ScriptedTransport([.failure(error(.connecting)), .failure(error(.sent))])
        await #expect(throws: error(.sent)) {
            try await retrying(base, sleep: ManualSleep()).send(spend)
        }
        #expect(base.requests.count == 2)

        let busyOnce = ScriptedTransport([.success(busy), .success(ok)])
        let response = try await retrying(busyOnce, sleep: ManualSleep()).send(spend)
        #expect(response.status == 503)
        #expect(busyOnce.requests.count == 1)
    }

    @Test("stops waiting when cancelled, and says whether the call was sent")
    func cancelled() async throws {
        for (phase, wasSent) in [(TransportError.Phase.connecting, false), (.sent, true)] {
            let base = ScriptedTransport([.failure(error(phase)), .success(ok)])
            let sleep = ManualSleep(isCancelled: true)
            let error = try await #require(throws: TransportError.self) {
                try await retrying(base, sleep: sleep).send(request)
            }
            #expect(error.phase == .cancelled)
            #expect(error.mayHaveBeenSent == wasSent)
            #expect(base.requests.count == 1)
        }
    }
}
