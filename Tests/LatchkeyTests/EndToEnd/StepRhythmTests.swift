import Documents
import FoundationEssentials
import Testing

@Suite("A profile's step with a rhythm of its own")
struct StepRhythmTests {
    private static let pipeline = Workplace.strict.replacing(
        "  every: 6h\n  url: ${servers.main}/userinfo\n"
            + "  fields: {id: $.id, username: $.preferred_username}\n",
        with: """
              steps:
                - url: ${servers.main}/userinfo
                  fields: {id: $.id}
                - name: about
                  every: 7d
                  url: ${servers.main}/me
                  fields: {username: $.preferred_username}

            """
    )

    @Test("the weekly call is made once a week, whatever the other does, and its field stays")
    func weekly() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try place.write(Self.pipeline, to: "pipelines/strict.yml")
            #expect(try await place.latchkey("check").status == 0)
            try await place.enrol("ann", "strict", "healthy")
            func sync(_ options: String...) async throws -> Int {
                let before = try await sandbox.calls(to: "/strict/userinfo")
                let run = try await place.latchkey(["sync"] + options)
                #expect(run.status == 0, "\(run.errors)")
                return try await sandbox.calls(to: "/strict/userinfo") - before
            }
            func plan() async throws -> JSONValue? {
                let told = try await place.latchkey("plan", "--json").output
                return try JSONValue(parsing: Array(told.utf8))["connections"]?[0]
            }
            #expect(try await sync() == 2)
            let first = try place.record("ann", "strict")
            #expect(first["profile"]?["username"]?.string == "ann", "\(first)")
            for _ in 0..<3 {
                let planned = try await plan()
                #expect(planned?["actions"] == ["read profile/1"])
                #expect(planned?["calls"]?.integer == 1)
                #expect(try await sync() == 1)
                #expect(try place.record("ann", "strict") == first)
            }
            #expect(try await place.latchkey("plan").output.contains(" read profile/1 "))
            #expect(try await sync("--everything") == 2)
            // As if the last run had been a week ago.
            var heartbeat = try #require(try place.status("heartbeat.json").object)
            let then = Date().addingTimeInterval(-7 * 86_400)
            heartbeat["dataThrough"] = .string(Timestamp.text(then))
            try place.write(
                String(decoding: JSONValue.object(heartbeat).canonicalText(), as: UTF8.self),
                to: "data/status/heartbeat.json"
            )
            let planned = try await plan()
            #expect(planned?["actions"] == ["read profile"])
            #expect(planned?["calls"]?.integer == 2)
            #expect(try await sync() == 2)
        }
    }
}
