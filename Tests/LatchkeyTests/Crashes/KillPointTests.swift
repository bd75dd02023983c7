import LatchkeyTestSupport
import Testing

@testable import Latchkey

/// The real binary against a provider that rotates by the letter, ended as by a power failure at
/// every moment of a run.
///
/// Lessons 3, 4, 29 and 45: memory is no store, what was won is saved or said to be lost, one
/// crash is nobody else's, and no file is ever half.
@Suite("A kill at every named moment", .serialized)
struct KillPointTests {
    /// Kills one run at a passing of a point; `nil` where the run came to its end before it.
    private func kill(
        at point: CrashPoint,
        _ passing: Int,
        in place: Workplace
    ) async throws -> Toll? {
        let site = try await CrashSite(place, "\(point.name)-\(passing)")
        let run = try await site.sync(
            ["--concurrency", "1"],
            environment: ["LATCHKEY_TEST_KILL": "\(point.name):\(passing)"]
        )
        guard run.status == 137 else {
            #expect(run.status == 0, "\(point.name):\(passing): \(run.errors)")
            return nil
        }
        #expect(try await site.halfFiles() == [])
        let next = try await site.sync()
        #expect([0, 3].contains(next.status), "\(point.name):\(passing): \(next.errors)")
        var toll = try await site.examine()
        toll.ended = 1
        #expect(toll.broken == [], "\(point.name):\(passing)")
        // One connection at a time is between its provider and the disk.
        #expect(toll.lost <= 1, "\(point.name):\(passing)")
        return toll
    }

    /// Every passing of every point, where kills are asked for by the hundred; else the first two.
    private static let mostPassings = Kills.areMany ? Int.max : 2

    /// All but the inbox's own, which `InvitationTests` kills at: no message comes here.
    private static let points = CrashPoint.all.filter { $0.name != "inbox-kept" }

    @Test("loses what was between the provider and the disk, and nothing else")
    func everyMoment() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let sum = try await Kills.sum(over: Self.points) { point in
                var sum = Toll()
                var passing = 1
                while passing <= Self.mostPassings,
                    let toll = try await kill(at: point, passing, in: place)
                {
                    sum += toll
                    passing += 1
                }
                #expect(passing > 1, "no run ever passes \(point.name)")
                return sum
            }
            print("killed at every named moment: \(sum)")
        }
    }

    @Test("a crowd's crash costs about as many grants as the vault saves at once, not the crowd's")
    func crowd() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let site = try await CrashSite(place, "crowd", crowd: 60) {
                $0.provider == "strict" && $0.task == .refresh
            }
            let run = try await site.sync(
                ["--concurrency", "120"],
                environment: ["LATCHKEY_TEST_KILL": "answered:60"]
            )
            #expect(run.status == 137)
            _ = try await site.sync()
            let toll = try await site.examine()
            print("killed in a crowd of 120, 60 of them answered: \(toll)")
            #expect(toll.broken == [])
            // All that had been asked for, were it not for the window.
            #expect(toll.lost < 40)
        }
    }

    @Test("a moment that is none is refused with the names of all")
    func unknown() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            for name in ["teatime", "answered:0", "answered:x"] {
                let run = try await place.latchkey(
                    "sync",
                    environment: ["LATCHKEY_TEST_KILL": name]
                )
                #expect(run.status == 2)
                for point in CrashPoint.all { #expect(run.errors.contains(point.name)) }
            }
        }
    }
}
