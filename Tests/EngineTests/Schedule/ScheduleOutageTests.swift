import FoundationEssentials
import Testing

@testable import Engine

@Suite("A schedule that was switched off is noticed")
struct ScheduleOutageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// Hours between the runs of a regular schedule.
        let every: Double
        /// Hours since the last of them.
        let since: Double
        let isOff: Bool
        var testDescription: String { "runs every \(every) h, the last \(since) h ago" }
    }

    // Lessons 51 to 53: late by hours is usual, absent for days is not.
    @Test(
        "far above the longest gap, and more than a day",
        arguments: [
            Row(every: 3, since: 4, isOff: false), Row(every: 3, since: 20, isOff: false),
            Row(every: 3, since: 24, isOff: false), Row(every: 3, since: 25, isOff: true),
            Row(every: 0.5, since: 13, isOff: false), Row(every: 24, since: 80, isOff: false),
            Row(every: 24, since: 97, isOff: true), Row(every: 168, since: 600, isOff: false),
            Row(every: 168, since: 700, isOff: true), Row(every: 3, since: -5, isOff: false),
        ]
    )
    func threshold(row: Row) {
        let last = Sample.now.addingTimeInterval(-row.since * 3600)
        let history = RunHistory(
            (0..<20).map { last.addingTimeInterval(-Double($0) * row.every * 3600) }
        )
        #expect((history.outage(at: Sample.now) != nil) == row.isOff)
    }

    @Test("the sentence tells both numbers and the usual cause")
    func sentence() throws {
        let last = Sample.now.addingTimeInterval(-23 * Sample.day)
        let history = RunHistory((0..<20).map { last.addingTimeInterval(-Double($0) * 3 * 3600) })
        #expect(
            history.outage(at: Sample.now)?.sentence
                == "the last run was 23 days ago; runs used to come every 3 h: was the schedule "
                + "switched off? GitHub does it after 60 days without commits"
        )
    }

    @Test("with too few runs nothing is claimed")
    func tooFew() {
        let last = Sample.now.addingTimeInterval(-90 * Sample.day)
        let history = RunHistory([last, last.addingTimeInterval(-3600)])
        #expect(history.outage(at: Sample.now) == nil)
    }

    @Test("lengths of time are told in their largest fitting unit")
    func text() {
        let texts: [(Double, String)] = [
            (0, "0 min"), (1800, "30 min"), (5340, "89 min"), (5400, "2 h"), (10_800, "3 h"),
            (169_200, "47 h"), (172_800, "2 days"), (1_987_200, "23 days"), (-5, "0 min"),
        ]
        for (seconds, text) in texts { #expect(RunRhythm.text(seconds) == text) }
    }
}
