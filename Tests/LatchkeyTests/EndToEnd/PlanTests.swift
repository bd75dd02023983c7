import Documents
import Testing

@Suite("The plan tells what a run may hold")
struct PlanTests {
    @Test("messages that wait are counted, never opened and never named")
    func inbox() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "healthy")
            for name in ["marie", "secret"] {
                try place.write("not sealed", to: "data/inbox/\(name).jwe")
            }
            let before = try place.files()
            for words in [["plan"], ["sync", "--dry-run"]] {
                let told = try await place.latchkey(words)
                #expect(told.status == 0)
                #expect(
                    told.output.contains(
                        "2 messages in the inbox, not opened: a run looks at them first"
                    )
                )
                #expect(!told.output.contains("marie") && !told.errors.contains("marie"))
            }
            let document = try JSONValue(
                parsing: Array(try await place.latchkey("plan", "--json").output.utf8)
            )
            #expect(document["inboxMessages"]?.integer == 2)
            #expect(try place.files() == before)
            #expect(try await sandbox.control("GET", "log")["total"]?.integer == 0)
        }
    }

    @Test("after a burst of refusals, who goes last and who may be held")
    func burst() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let people = ["ann", "ben", "cleo", "dora", "emil"]
            for user in people { try await place.enrol(user, "strict", "revoked") }
            #expect(try await place.latchkey("sync").status == 3)
            #expect(try place.state("ann", "strict") == "degraded:refusal_burst")
            for user in ["ann", "fritz"] { try await place.enrol(user, "strict", "due_rotating") }
            let calls = try await sandbox.calls(to: "/strict/token")
            let plan = try await place.latchkey("plan")
            let lines = plan.output.split(separator: "\n")
            let ann = try #require(lines.first { $0.hasPrefix("ann/") })
            #expect(ann.contains("after the others, as the provider refused many people at once"))
            let fritz = try #require(lines.first { $0.hasPrefix("fritz/") })
            #expect(fritz.contains("held if the provider refuses many people at once"))
            let told = try await place.latchkey("plan", "--json").output
            let document = try JSONValue(parsing: Array(told.utf8))
            let held = document["connections"]?.array?.map { $0["mayBeHeld"]?.bool }
            #expect(held == [true, nil, nil, nil, nil, true])
            #expect(try await sandbox.calls(to: "/strict/token") == calls)
        }
    }
}
