import Documents
import Testing

@Suite("What has not changed is not fetched again")
struct ConditionalTests {
    @Test("the second run over everything is answered by 304s, and writes the heartbeat alone")
    func unchanged() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            for user in ["ann", "ben"] { try await place.enrol(user, "strict", "healthy") }
            let first = try await place.latchkey("sync", "--everything")
            #expect(first.status == 0, "\(first.errors)")
            #expect(!first.output.contains("(304)"))
            let before = try place.files(below: "data")
            let second = try await place.latchkey("sync", "--everything")
            #expect(second.status == 0, "\(second.errors)")
            #expect(second.output.contains("2 read, 2 unchanged (304)"))
            let after = try place.files(below: "data")
            let changed = after.keys.filter { after[$0] != before[$0] }.sorted()
            let shown = changed.filter { !$0.contains("/.pack/") && !$0.hasSuffix("/.lock") }
            #expect(shown == ["status/heartbeat.json"])
            #expect(!changed.contains { $0.contains("answers-") })
            let log = try await sandbox.control("GET", "log")["calls"]?.array ?? []
            let told = log.filter { $0["endpoint"]?.string == "/strict/userinfo" }
                .map { [$0["status"]?.integer, $0["count"]?.integer] }
            #expect(told.contains([304, 2]))
            // Without what was kept, a run asks for whole answers and says the same.
            _ = try await place.shell("rm -r data/connections/.pack")
            let third = try await place.latchkey("sync", "--everything")
            #expect(!third.output.contains("(304)"))
            let rebuilt = try place.files(below: "data/status")
            let differing = rebuilt.keys.filter { rebuilt[$0] != after["status/\($0)"] }
            #expect(differing == ["heartbeat.json"])
        }
    }
}
