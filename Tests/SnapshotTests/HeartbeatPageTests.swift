import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@testable import Snapshot

@Suite("The heartbeat tells how regularly runs come")
struct HeartbeatPageTests {
    /// The heartbeat after runs at these hours, each reading back what the one before wrote.
    private func heartbeat(_ hours: [Double], partial: Set<Double> = []) throws -> JSONValue {
        let files = InMemoryFileStore()
        for hour in hours {
            let memory = SnapshotReader(directory: "s", files: files).memory()
            var report = SnapshotSample.report([], isPartial: partial.contains(hour))
            report.startedAt = SnapshotSample.now.addingTimeInterval(hour * 3600)
            report.endedAt = report.startedAt
            let set = SnapshotSample.builder.build(report, over: memory)
            _ = SnapshotWriter(directory: "s", files: files, ledger: SecretLedger()).write(set)
        }
        return try JSONValue(parsing: try #require(files.files["s/heartbeat.json"]))
    }

    // Lessons 51 to 53: a page without a server can tell that the schedule is off.
    @Test("median, longest gap, and by when the next run should have come")
    func facts() throws {
        let document = try heartbeat([0, 3, 6, 9, 14])
        #expect(document["runs"]?["starts"]?.array?.count == 5)
        #expect(document["runs"]?["medianGapSeconds"] == 10_800)
        #expect(document["runs"]?["longestGapSeconds"] == 18_000)
        #expect(document["nextRunExpectedBy"] == "2026-11-25T07:00:00Z")
        #expect(document["scheduleSeemsOffAfter"] == "2026-11-26T02:00:00Z")
    }

    @Test("the first runs claim nothing")
    func first() throws {
        let document = try heartbeat([0, 3])
        #expect(document["runs"]?["starts"]?.array?.count == 2)
        #expect(document["runs"]?["medianGapSeconds"] == nil)
        #expect(document["nextRunExpectedBy"] == nil)
    }

    @Test("a run over a part is none of the schedule's")
    func partial() throws {
        let document = try heartbeat([0, 3, 4, 6, 9], partial: [4])
        #expect(document["runs"]?["starts"]?.array?.count == 4)
        #expect(document["runs"]?["medianGapSeconds"] == 10_800)
    }

    // Lesson 58.
    @Test("a start that a wrong clock wrote is gone with the next run")
    func wrongClock() throws {
        let document = try heartbeat([0, 3, 6, 40_000, 9, 12])
        #expect(document["runs"]?["starts"]?.array?.last == "2026-11-25T00:00:00Z")
        #expect(document["runs"]?["longestGapSeconds"] == 10_800)
    }

    @Test("a heartbeat without a history, or with a damaged one, begins a new one")
    func damaged() {
        for text in [#"{}"#, #"{"runs":7}"#, #"{"runs":{"starts":[1,"x",null]}}"#] {
            let document = (try? JSONValue(parsing: Array(text.utf8))) ?? .null
            #expect(HeartbeatPage.runs(document) == RunHistory())
        }
    }
}
