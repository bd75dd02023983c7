import FoundationEssentials
import Testing

@testable import Engine

@Suite("A slot comes once a period, each name at its own moment")
struct DueSlotTests {
    @Test("each of a thousand names is due exactly once in one period of short runs")
    func onceAPeriod() {
        for number in 0..<1000 {
            let due = (0..<72).count { run in
                let now = Sample.now.addingTimeInterval(Double(run + 1) * 300)
                return DueSlot.isDue(
                    "user-\(number)/plain",
                    period: 6 * 3600,
                    previous: now.addingTimeInterval(-300),
                    now: now
                )
            }
            #expect(due == 1)
        }
    }

    @Test("names spread over the period")
    func spread() {
        let due = (0..<6000).count {
            DueSlot.isDue(
                "user-\($0)",
                period: 6 * 3600,
                previous: Sample.now.addingTimeInterval(-3600),
                now: Sample.now
            )
        }
        // A sixth of them, give or take.
        #expect((800...1200).contains(due))
    }

    @Test("without a previous run, and with a clock that went back, all is due")
    func unknownPast() {
        #expect(DueSlot.isDue("a", period: 3600, previous: nil, now: Sample.now))
        #expect(
            DueSlot.isDue(
                "a",
                period: 3600,
                previous: Sample.now.addingTimeInterval(60),
                now: Sample.now
            )
        )
    }
}
