import Testing

/// What a run costs in which nothing is due.
@Suite("Quiet runs")
struct QuietRunTests {
    @Test("gpg is started once, whoever it is that is passed over: for the pack's key")
    func calls() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let users = (1...12).map { "u\($0)" }
            for user in users { try await place.enrol(user, "instagram", "healthy") }
            #expect(try await place.latchkey("sync").status == 0)
            let counter = try await GPGCounter(place)
            // A profile may fall due between two runs: then the one after is the quiet one.
            var calls: [String] = []
            for _ in 0..<3 {
                calls = try await counter.sync()
                if calls.count <= 1 { break }
            }
            #expect(calls.count == 1, "\(calls)")
            #expect(calls.allSatisfy { $0.contains("--multifile --decrypt") }, "\(calls)")
            let key = try place.gpg(["--armor", "--export-secret-keys", try place.recipient()])
            let imported = try await counter.sync(
                environment: [
                    "LATCHKEY_GPG_KEY": String(decoding: key, as: UTF8.self),
                    "LATCHKEY_HOME": "\(place.path)/nowhere",
                ]
            )
            #expect(imported.count { $0.contains("--import") } == 1, "\(imported)")
            #expect(imported.count == 3, "\(imported)")
        }
    }
}
