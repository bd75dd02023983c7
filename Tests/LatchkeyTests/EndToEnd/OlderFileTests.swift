import Documents
import Testing

@Suite("A connection file that somebody has taken back")
struct OlderFileTests {
    private static let path = "data/connections/ida.gpg"

    /// Puts a file whose refresh token is spent in the place of the newest, which is kept aside.
    private func takeBack(_ place: Workplace) async throws {
        try await place.enrol("ida", "strict", "due_rotating")
        #expect(try await place.shell("cp \(Self.path) older").status == 0)
        #expect(try await place.latchkey("sync").status == 0)
        #expect(try await place.shell("cp \(Self.path) newest").status == 0)
        #expect(try await place.shell("cp older \(Self.path)").status == 0)
    }

    // Lesson 14: strict providers take the second use of a refresh token for a theft.
    @Test("spends nothing and says what to do, run after run; the newest one goes on")
    func newest() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await takeBack(place)
            for _ in 0..<3 {
                let run = try await place.latchkey("sync")
                #expect(run.status == 3)
                #expect(run.output.contains("git log -- data/connections/"), "\(run.output)")
                #expect(try place.state("ida", "strict") == "degraded:older_file")
                #expect(try place.record("ida", "strict")["newestGeneration"]?.integer == 2)
            }
            let plan = try await place.latchkey("plan")
            #expect(plan.output.contains("the file is older than one seen before"))
            let status = try await place.latchkey("status")
            #expect(status.output.contains("older than one that a run has seen before"))
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
            #expect(try await sandbox.grant("strict", "ida")["killed_by_reuse"]?.bool == false)
            #expect(try await place.shell("cp newest \(Self.path)").status == 0)
            #expect(try await place.latchkey("sync", "--everything").status == 0)
            #expect(try place.state("ida", "strict") == "connected")
            #expect(try place.record("ida", "strict")["newestGeneration"] == nil)
        }
    }

    @Test("a new consent is exchanged at once, and is the newest from then on")
    func consent() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await takeBack(place)
            #expect(try await place.latchkey("sync").status == 3)
            let connected = try await place.connect("ida", "strict")
            #expect(connected.status == 0, "\(connected.errors)")
            #expect(try place.state("ida", "strict") == "connected")
            #expect(try await place.latchkey("sync", "--everything").status == 0)
            #expect(try await sandbox.grant("strict", "ida")["alive"]?.bool == true)
        }
    }

    @Test("is spent where somebody says so, of whom they say so")
    func byHand() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await takeBack(place)
            #expect(try await place.latchkey("sync", "--spend-older").status == 2)
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
            let run = try await place.latchkey("sync", "--only", "ida", "--spend-older")
            #expect(run.status == 3)
            #expect(try await sandbox.calls(to: "/strict/token") == 2)
            #expect(try place.state("ida", "strict") == "degraded:grant_refused")
        }
    }

    @Test("without status files nobody remembers, and nobody is held up")
    func forgotten() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ida", "strict", "due_rotating")
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try await place.shell("rm -r data/status").status == 0)
            #expect(try await place.latchkey("sync", "--everything").status == 0)
            #expect(try place.state("ida", "strict") == "connected")
        }
    }
}
