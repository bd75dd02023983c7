import FoundationEssentials
import Subprocess
import Testing

@Suite("The gpg processes a run keeps")
struct KeptProcessTests {
    /// Seconds that a machine with much to do may take.
    private static let patience: TimeInterval = 60

    @Test("end with a run that is killed, and the next run works and takes its folder down")
    func killed() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let users = ["ada", "bea", "cleo"]
            for user in users { try await place.enrol(user, "strict", "due_rotating") }
            var kept: KeptProcesses?
            var folders: Set<String> = []
            // All of them: an answer that comes just before the end would be lost with it.
            let talk = try await place.syncOnceHeld(calls: users.count) { talk in
                let found = try KeptProcesses(of: place)
                folders = try found.folders()
                kept = found
                try talk.send(.kill)
            }
            #expect(talk.status == 137)
            let found = try #require(kept)
            #expect(!found.numbers.isEmpty)
            #expect(folders.count == 1)
            await Self.wait { found.alive.isEmpty }
            #expect(found.alive == [])
            #expect(try await place.latchkey("sync").status == 0)
            for user in users { #expect(try place.state(user, "strict") == "connected") }
            // Another test's run may be at it.
            let isGone = { folders.allSatisfy { !FileManager.default.fileExists(atPath: $0) } }
            await Self.wait(for: isGone)
            #expect(isGone(), "\(folders)")
            // They end by themselves, a moment after the run that has kept them.
            await Self.wait { (try? KeptProcesses(of: place).numbers) == [] }
            #expect(try KeptProcesses(of: place).numbers == [])
        }
    }

    /// Looks until something is so, or nobody would wait any longer.
    private static func wait(for isSo: () -> Bool) async {
        let end = Date().addingTimeInterval(patience)
        while !isSo(), Date() < end { await Task.yield() }
    }

    @Test("are no more than the work of one person needs")
    func onePerson() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let counter = try await GPGCounter(place)
            let renewed = try await counter.sync()
            // Its version, the recipients' keys, and one gpg each that opens and that seals.
            Self.expect(renewed, atMost: 4)
            let begun = try await counter.latchkey("connect", "strict", "--user", "bea", "--print")
            Self.expect(begun.calls, atMost: 4)
            let page = begun.output.split(separator: "\n").first.map(String.init) ?? ""
            let callback = try await sandbox.consent(to: page, as: "bea")
            let connected = try await counter.latchkey(
                "connect",
                "strict",
                "--user",
                "bea",
                "--callback",
                callback
            )
            Self.expect(connected.calls, atMost: 6)
            #expect(try place.state("bea", "strict") == "connected")
        }
    }

    /// One opens and one seals, and beside them so many in all.
    private static func expect(_ calls: [String], atMost most: Int) {
        #expect(calls.count { $0.contains("--multifile --decrypt") } == 1, "\(calls)")
        #expect(calls.count { $0.contains("--multifile --encrypt") } == 1, "\(calls)")
        #expect(calls.count <= most, "\(calls)")
    }
}
