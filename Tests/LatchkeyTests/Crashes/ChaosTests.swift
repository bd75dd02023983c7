import LatchkeyTestSupport
import Subprocess
import Testing

/// Runs ended at random instants: what the named moments do not name is met here.
///
/// `make chaos KILLS=500` ends so many; the seed it prints brings the same delays again.
@Suite("Runs ended at random instants", .serialized)
struct ChaosTests {
    /// Ends one run and looks at what the next one makes of it.
    private static func end(
        _ index: Int,
        _ signal: Signal,
        _ span: RunSpan,
        _ place: Workplace
    ) async throws -> (toll: Toll, status: Int32) {
        let site = try await CrashSite(place, "\(index)s\(signal.rawValue)", crowd: 2)
        let status = try await site.sync(signal, after: span.value * Kills.share(index))
        span.learn(hasEnded: status != 0)
        let half = try await site.halfFiles()
        let next = try await site.sync()
        #expect([0, 3].contains(next.status), "instant \(index): \(next.errors)")
        var toll = try await site.examine()
        toll.half += half
        #expect(toll.broken == [], "instant \(index) of seed \(Kills.seed)")
        if toll.broken == [] { try site.remove() }
        return (toll, status)
    }

    @Test("by SIGKILL: each account is usable, or what was lost is told")
    func killed() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let span = RunSpan()
            let sum = try await Kills.sum(over: Array(0..<Kills.count)) { number in
                // A run that was faster than its end is none: another takes its place.
                for attempt in 0..<20 {
                    let index = number + attempt * Kills.count
                    var (toll, status) = try await Self.end(index, .kill, span, place)
                    #expect([0, 137].contains(status))
                    guard status == 137 else { continue }
                    toll.ended = 1
                    return toll
                }
                return Toll()
            }
            print("random instants, seed \(Kills.seed): \(sum)")
            #expect(sum.ended == Kills.count)
            #expect(sum.usable + sum.lost == sum.connections)
        }
    }

    @Test("by a signal that can be heard: nothing is lost")
    func signalled() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let span = RunSpan()
            let sum = try await Kills.sum(over: Array(0..<max(6, Kills.count / 5))) { index in
                let signal: Signal = [.terminate, .interrupt, .terminalClosed][index % 3]
                var (toll, status) = try await Self.end(index, signal, span, place)
                #expect([0, 128 + signal.rawValue].contains(status))
                toll.ended = status == 0 ? 0 : 1
                return toll
            }
            print("signals that can be heard, seed \(Kills.seed): \(sum)")
            #expect(sum.usable == sum.connections)
        }
    }
}
