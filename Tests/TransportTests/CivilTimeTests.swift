import FoundationEssentials
import Testing

@testable import Transport

@Suite("A civil time")
struct CivilTimeTests {
    @Test("counts every day of eight hundred years")
    func everyDay() {
        // 1 January 1600 lies 135,140 days before 1970.
        var expected = -135_140.0 * 86_400
        var wrong: [String] = []
        for year in 1600..<2400 {
            for month in 1...12 {
                for day in 1...length(of: month, in: year) {
                    let time = CivilTime(
                        year: year,
                        month: month,
                        day: day,
                        hour: 0,
                        minute: 0,
                        second: 0
                    )
                    if time.date?.timeIntervalSince1970 != expected {
                        wrong.append("\(year)-\(month)-\(day)")
                    }
                    expected += 86_400
                }
            }
        }
        #expect(wrong == [])
        #expect(expected == 13_569_465_600, "1 January 2400")
    }

    @Test("takes a leap second for the one after")
    func leapSecond() {
        let time = CivilTime(year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60)
        #expect(time.date?.timeIntervalSince1970 == 1_483_228_800)
    }

    @Test(
        "that is in no calendar is none",
        arguments: [
            (0, 1, 1), (10_000, 1, 1), (2030, 0, 1), (2030, 13, 1), (2030, 1, 0), (2030, 1, 32),
            (2030, 2, 29), (2100, 2, 29), (2030, 4, 31), (.max, .max, .max), (.min, .min, .min),
        ]
    )
    func nonsense(year: Int, month: Int, day: Int) {
        let time = CivilTime(year: year, month: month, day: day, hour: 0, minute: 0, second: 0)
        #expect(time.date == nil)
    }

    private func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
