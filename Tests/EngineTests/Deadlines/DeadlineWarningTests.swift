import FoundationEssentials
import Testing

@testable import Engine

@Suite("A deadline warns at 30, 14, 7 and 1 days")
struct DeadlineWarningTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let days: Double
        let expected: DeadlineWarning?
        var testDescription: String { "\(days) days" }
    }

    static let rows = [
        Row(days: 400, expected: nil), Row(days: 30.01, expected: nil),
        Row(days: 30, expected: .month), Row(days: 14.01, expected: .month),
        Row(days: 14, expected: .fortnight), Row(days: 7.01, expected: .fortnight),
        Row(days: 7, expected: .week), Row(days: 1.01, expected: .week),
        Row(days: 1, expected: .day), Row(days: 0.01, expected: .day),
        Row(days: 0, expected: .overdue), Row(days: -90, expected: .overdue),
    ]

    // Lesson 28: who is told a week ahead, and once, has the time to act.
    @Test("the last threshold that was reached", arguments: rows)
    func threshold(row: Row) {
        let deadline = Sample.now.addingTimeInterval(row.days * Sample.day)
        #expect(DeadlineWarning(deadline: deadline, now: Sample.now) == row.expected)
    }

    @Test("in a year of runs, an hour apart, the warning changes five times")
    func changes() {
        let deadline = Sample.now.addingTimeInterval(200 * Sample.day)
        var seen: [DeadlineWarning?] = []
        for hour in 0..<(365 * 24) {
            let now = Sample.now.addingTimeInterval(Double(hour) * 3600)
            let warning = DeadlineWarning(deadline: deadline, now: now)
            if seen.last != .some(warning) { seen.append(warning) }
        }
        #expect(seen == [nil, .month, .fortnight, .week, .day, .overdue])
    }

    @Test("the nearer, the more pressing")
    func order() {
        #expect(DeadlineWarning.allCases.sorted() == [.overdue, .day, .week, .fortnight, .month])
    }
}
