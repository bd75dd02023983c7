import LatchkeyTestSupport
import Testing

/// Disks that are full, or take nothing, for real.
///
/// Lesson 4: what can't be saved is not spent, and the run says so as loudly as it can.
@Suite(
    "A disk that takes no more",
    .serialized,
    .enabled(if: SmallDisk.isMountable, "mounting a small disk takes root and unshare(1)")
)
struct DiskFaultTests {
    private func tokenCalls(_ sandbox: SandboxServer) async throws -> Int {
        var sum = 0
        for endpoint in Self.tokenEndpoints { sum += try await sandbox.calls(to: endpoint) }
        return sum
    }

    private static let tokenEndpoints = [
        "/strict/token", "/spotify/accounts/api/token", "/instagram/api/oauth/access_token",
        "/instagram/graph/refresh_access_token",
    ]

    @Test("spends nothing where it is full or read-only from the start")
    func atTheStart() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let cases: [(String, SmallDisk.Fault, String)] = [
                ("full", .full(pages: 0), "no space left on device"),
                ("readonly", .readOnly, "read-only file system"),
            ]
            for (name, fault, sentence) in cases {
                let site = try await CrashSite(place, name)
                let run = try await SmallDisk.sync(site, fault)
                #expect(run.status == 1, "\(run.output)\(run.errors)")
                #expect((run.output + run.errors).contains(sentence))
                #expect(try await tokenCalls(sandbox) == 0)
                #expect(try await site.halfFiles() == [])
            }
        }
    }

    @Test("that fills up at any moment costs no token and no file", arguments: [true, false])
    func fillsUp(isOnlyRefreshing: Bool) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            // Around what the proof before the spending takes, 64 pages, and far below.
            let pages = Kills.areMany ? Array(1...90) : [1, 8, 63, 64, 65, 66, 70]
            let sum = try await Kills.sum(over: pages) { pages in
                let site = try await CrashSite(place, "pages\(pages)") { role in
                    !isOnlyRefreshing || role.task == .refresh
                }
                let run = try await SmallDisk.sync(site, .full(pages: pages))
                #expect([0, 1, 3].contains(run.status), "\(run.errors)")
                #expect(try await site.halfFiles() == [])
                let next = try await site.sync()
                #expect([0, 3].contains(next.status), "\(next.errors)")
                let toll = try await site.examine()
                #expect(toll.broken == [], "\(pages) pages free")
                return toll
            }
            print("disks that filled up: \(sum)")
            #expect(sum.usable == sum.connections)
        }
    }
}
