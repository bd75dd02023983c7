import Documents
import LatchkeyTestSupport
import Testing

/// Several processes at once on one data directory, counted at a provider that ends a grant when a
/// token comes twice.
///
/// Lessons 13, 15, 16 and 17: they neither spoil each other's files nor spend each other's tokens,
/// and who is at work is named.
@Suite("Several processes at once", .serialized)
struct RaceTests {
    /// The next call of the strict provider's token endpoint waits until it is let go.
    private func hold(_ sandbox: SandboxServer) async throws {
        try await sandbox.holdNext("/strict/token")
    }

    @Test("two runs, five runs: one works, the others say who it is", arguments: [2, 5])
    func runs(count: Int) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let site = try await CrashSite(place, "race\(count)", crowd: 2)
            try await hold(sandbox)
            try await withThrowingTaskGroup(of: Program.Result.self) { group in
                for _ in 0..<count { group.addTask { try await site.sync() } }
                for _ in 1..<count {
                    let loser = try #require(try await group.next())
                    #expect(loser.status == 4, "\(loser.errors)")
                    #expect(loser.errors.contains("another run is at work on \(site.data)"))
                    #expect(loser.errors.contains("process "))
                }
                // Only now does the winner's first token come.
                try await sandbox.release()
                let winner = try #require(try await group.next())
                #expect(winner.status == 0, "\(winner.errors)")
            }
            try await expectOneSpendingEach(site)
        }
    }

    /// Every one-time credential was presented once, and what came of it is in the vault.
    private func expectOneSpendingEach(_ site: CrashSite) async throws {
        let toll = try await site.examine()
        #expect(toll.broken == [])
        #expect(toll.usable == site.roles.count)
        for role in site.roles where role.task == .refresh {
            let grant = try await site.place.sandbox.grant(role.provider, role.person)
            #expect(grant["refreshes"]?.integer == 1, "\(role.name)")
            #expect(grant["killed_by_reuse"]?.bool == false, "\(role.name)")
        }
        let strict = site.roles.count { $0.provider == "strict" && $0.task != .read }
        #expect(try await site.place.sandbox.calls(to: "/strict/token") == strict)
    }

    // Lesson 18: who has waited reads again before it writes.
    @Test("connect beside a run waits for it, and both keep what they won in one file")
    func connect() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let begun = try await place.latchkey("connect", "spotify", "--user", "ada", "--print")
            let page = try #require(begun.output.split(separator: "\n").first)
            let callback = try await sandbox.consent(to: String(page), as: "ada")
            try await hold(sandbox)
            async let run = place.latchkey("sync", "--only", "ada/strict")
            try await sandbox.faultsHaveStruck()
            async let connected = place.latchkey(
                "connect",
                "spotify",
                "--user",
                "ada",
                "--callback",
                callback
            )
            try await sandbox.release()
            #expect(try await run.status == 0)
            #expect(try await connected.status == 0)
            for provider in ["strict", "spotify"] {
                #expect(try place.state("ada", provider) == "connected")
                let credential = try place.connection("ada", provider)["grant"]?["refresh_token"]
                let worth = try await sandbox.control(
                    "POST",
                    "credentials",
                    ["provider": .string(provider), "credential": try #require(credential)]
                )
                #expect(worth["usable"]?.bool == true, "\(provider)")
            }
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
        }
    }

    @Test("disconnect beside a run ends nothing and says who is at work; afterwards it does")
    func disconnect() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            try await hold(sandbox)
            async let run = place.latchkey("sync")
            try await sandbox.faultsHaveStruck()
            let refused = try await place.latchkey("disconnect", "strict", "--user", "ada")
            #expect(refused.status == 4)
            #expect(refused.errors.contains("another run is at work"), "\(refused.errors)")
            #expect(try await sandbox.calls(to: "/strict/revoke") == 0)
            try await sandbox.release()
            #expect(try await run.status == 0)
            let ended = try await place.latchkey("disconnect", "strict", "--user", "ada")
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(try await sandbox.grant("strict", "ada")["alive"]?.bool == false)
            #expect(try place.state("ada", "strict") == "disconnected")
        }
    }
}
