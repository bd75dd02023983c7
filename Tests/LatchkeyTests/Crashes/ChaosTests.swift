import LatchkeyTestSupport
import Subprocess
import Testing

/// Runs ended at random instants: what the named moments do not name is met here.
///
/// `make chaos KILLS=500` ends so many; the seed it prints brings the same delays again.
@Suite("Runs ended at random instants", .serialized)
struct ChaosTests {
    /// Ends one run and looks at what the next one makes of it; `nil` where it was faster.
    private static func end(
        _ index: Int,
        _ signal: Signal,
        _ span: RunSpan,
        _ place: Workplace
    ) async throws -> Toll? {
        let site = try await CrashSite(place, "\(index)s\(signal.rawValue)", crowd: 2)
        let status = try await site.sync(signal, after: span.value * Kills.share(index))
        span.learn(hasEnded: status != 0)
        guard status != 0 else {
            try site.remove()
            return nil
        }
        #expect(status == 128 + signal.rawValue)
        let half = try await site.halfFiles()
        let next = try await site.sync()
        #expect([0, 3].contains(next.status), "instant \(index): \(next.errors)")
        var toll = try await site.examine()
        toll.ended = 1
        toll.half += half
        #expect(toll.broken == [], "instant \(index) of seed \(Kills.seed)")
        if toll.broken == [] { try site.remove() }
        return toll
    }

    /// Ends so many runs: one that was faster than its end is none, and another takes its place.
    private static func endMany(_ count: Int, _ signals: [Signal]) async throws -> Toll {
        var sum = Toll()
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let span = RunSpan()
            sum = try await Kills.sum(over: Array(0..<count)) { number in
                for attempt in 0..<50 {
                    let index = number + attempt * count
                    let signal = signals[number % signals.count]
                    if let toll = try await Self.end(index, signal, span, place) { return toll }
                }
                return Toll()
            }
        }
        #expect(sum.ended == count)
        return sum
    }

    @Test("by SIGKILL: each account is usable, or what was lost is told")
    func killed() async throws {
        let sum = try await Self.endMany(Kills.count, [.kill])
        print("random instants, seed \(Kills.seed): \(sum)")
        #expect(sum.usable + sum.lost == sum.connections)
    }

    @Test("by a signal that can be heard: nothing is lost")
    func signalled() async throws {
        let signals: [Signal] = [.terminate, .interrupt, .terminalClosed]
        let sum = try await Self.endMany(max(6, Kills.count / 5), signals)
        print("signals that can be heard, seed \(Kills.seed): \(sum)")
        #expect(sum.usable == sum.connections)
    }
}
