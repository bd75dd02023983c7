import Documents
import Testing

/// `data/history/events.ndjson`, as runs of the program leave it.
@Suite("Events of a run")
struct EventTests {
    @Test("an event that could not be written is told by the next run, though nothing is due in it")
    func missedEvent() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "expired")
            #expect(try await place.latchkey("sync").status == 3)
            try await place.enrol("ben", "instagram", "healthy")
            // A file where the folder should be: neither read nor written.
            _ = try await place.shell("mv data/history kept && touch data/history")
            let refused = try await place.latchkey("sync")
            #expect(refused.status == 3, "\(refused.errors)")
            #expect(refused.errors.contains("data/history"), "\(refused.errors)")
            _ = try await place.shell("rm data/history && mv kept data/history")
            let next = try await place.latchkey("sync")
            #expect(next.status == 0, "\(next.errors)")
            let history = try #require(try place.bytes("data/history/events.ndjson"))
            let told = try history.split(separator: UInt8(ascii: "\n")).map { line in
                try JSONValue(parsing: Array(line))["to"]?.string
            }
            #expect(told.last == "connected", "\(told)")
        }
    }
}
