import FoundationEssentials
import Testing

@testable import Engine

@Suite("Runs know how far apart they are")
struct RunHistoryTests {
    private func history(_ hours: [Double]) -> RunHistory {
        RunHistory(hours.map { Sample.now.addingTimeInterval($0 * 3600) })
    }

    // Lesson 51: a schedule is hours late, so its gaps are measured.
    @Test("median and longest gap of a schedule that drifts")
    func drift() throws {
        let rhythm = try #require(history([0, 3, 6, 13.4, 15, 18, 21, 24, 27]).rhythm)
        #expect(rhythm.median == 3.0 * 3600)
        #expect(abs(rhythm.longest - 7.4 * 3600) < 1)
    }

    @Test("three gaps are the fewest that say anything")
    func fewest() {
        #expect(history([]).rhythm == nil)
        #expect(history([0, 3, 6]).rhythm == nil)
        #expect(history([0, 3, 6, 9]).rhythm?.median == 3.0 * 3600)
    }

    // Lesson 52: a tick that is dropped is a longer gap, and one outage is no rhythm.
    @Test("one outage among many gaps does not count, two do")
    func outages() throws {
        let regular = (0..<50).map { Double($0) * 3 }
        let once = history(regular + [147 + 500])
        #expect(once.rhythm?.longest == 3.0 * 3600)
        let twice = history(regular + [147 + 500, 147 + 1000])
        #expect(twice.rhythm?.longest == 500.0 * 3600)
    }

    @Test("a schedule made slower is the rhythm from its second gap on")
    func slower() {
        let regular = (0..<50).map { Double($0) * 3 }
        #expect(history(regular + [147 + 48]).rhythm?.longest == 3.0 * 3600)
        #expect(history(regular + [147 + 48, 147 + 96]).rhythm?.longest == 48.0 * 3600)
    }

    @Test("of a hundred and one starts the oldest goes")
    func capacity() {
        var history = RunHistory()
        for hour in 0..<250 {
            history = history.adding(Sample.now.addingTimeInterval(Double(hour) * 3600))
        }
        #expect(history.starts.count == RunHistory.capacity)
        #expect(history.starts.first == Sample.now.addingTimeInterval(150 * 3600))
        #expect(history.starts.last == Sample.now.addingTimeInterval(249 * 3600))
    }

    // Lesson 58: clocks are wrong, forwards and backwards.
    @Test("starts that have yet to come are forgotten by the next run")
    func future() {
        let wrong = history([0, 3, 6, 9, 24 * 365 * 4])
        let mended = wrong.adding(Sample.now.addingTimeInterval(12 * 3600))
        #expect(mended == history([0, 3, 6, 9, 12]))
        #expect(wrong.past(Sample.now.addingTimeInterval(12 * 3600)) == history([0, 3, 6, 9]))
    }

    @Test("a clock that was set back gives no gap below nothing")
    func backwards() throws {
        let wrong = history([0, 3, 6, 9, 12]).adding(Sample.now.addingTimeInterval(1.5 * 3600))
        #expect(wrong.starts == history([0, 1.5]).starts)
        #expect(wrong.gaps.allSatisfy { $0 > 0 })
    }

    @Test("two runs within a minute are one tick")
    func twice() throws {
        let rhythm = try #require(history([0, 3, 3.01, 6, 6.01, 9]).rhythm)
        #expect(rhythm.median > 2.9 * 3600)
    }

    struct Survival: Sendable, CustomTestStringConvertible {
        let gap: Double
        let end: Double
        let expected: Int
        var testDescription: String { "runs every \(gap) h, the end in \(end) h" }
    }

    @Test(
        "how many runs may be missed",
        arguments: [
            Survival(gap: 3, end: 60 * 24, expected: 479),
            Survival(gap: 24, end: 60 * 24, expected: 59),
            Survival(gap: 7 * 24, end: 60 * 24, expected: 7),
            Survival(gap: 24, end: 49, expected: 1),
            Survival(gap: 24, end: 47, expected: 0),
            Survival(gap: 24, end: 12, expected: 0),
            Survival(gap: 24, end: -12, expected: 0),
            Survival(gap: 0.1, end: 1e12, expected: 1_000_000),
        ]
    )
    func survival(row: Survival) throws {
        let rhythm = try #require(history((0..<5).map { Double($0) * row.gap }).rhythm)
        let end = Sample.now.addingTimeInterval(row.end * 3600)
        #expect(rhythm.missableRuns(before: end, now: Sample.now) == row.expected)
    }
}
