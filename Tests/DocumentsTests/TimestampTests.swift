import Documents
import FoundationEssentials
import Testing

@Suite("Times are read and written as RFC 3339 says")
struct TimestampTests {
    @Test(
        "A time is written in UTC and whole seconds, rounded down",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_795_515_360, "2026-11-24T10:16:00Z"),
            (951_782_399.999, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (-0.5, "1969-12-31T23:59:59Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (-1e300, "0001-01-01T00:00:00Z"), (.infinity, "9999-12-31T23:59:59Z"),
            (.nan, "1970-01-01T00:00:00Z"),
        ] as [(Double, String)]
    )
    func writes(seconds: Double, text: String) {
        #expect(Timestamp.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(
        "Fractions, offsets and either case are read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-24T10:16:00Z", 1_795_515_360),
            ("2026-11-24t10:16:00z", 1_795_515_360), ("2026-11-24 10:16:00Z", 1_795_515_360),
            ("2026-11-24T12:16:00+02:00", 1_795_515_360),
            ("2026-11-24T10:16:00+0000", 1_795_515_360),
            ("2026-11-24T02:46:00-0730", 1_795_515_360),
            ("2026-11-24T10:16:00-00:00", 1_795_515_360),
            ("1970-01-01T00:00:00.5Z", 0.5),
            ("1970-01-01T00:00:00.250000000000000000000001Z", 0.25),
            ("2016-12-31T23:59:60Z", 1_483_228_800), ("2017-01-01T00:59:60+01:00", 1_483_228_800),
            ("0001-01-01T00:00:00Z", -62_135_596_800), ("2000-02-29T00:00:00Z", 951_782_400),
        ] as [(String, Double)]
    )
    func reads(text: String, seconds: Double) {
        #expect(Timestamp.parse(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "What names no time is refused",
        arguments: [
            "", "2026", "2026-11-24", "2026-11-24T10:16:00", "2026-11-24T10:16Z",
            "2026-11-24T10:16:00 Z", "2026-11-24T10:16:00ZZ", "2026-11-24T10:16:00.Z",
            "2026-11-24T10:16:00+1", "2026-11-24T10:16:00+01", "2026-11-24T10:16:00+24:00",
            "2026-11-24T10:16:00+01:60", "2026-11-24X10:16:00Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2026-02-30T00:00:00Z", "2026-04-31T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z",
            "0000-01-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:61Z", "2026-01-01T00:00:60Z", "2026-01-15T23:59:60Z",
            "٢٠٢٦-11-24T10:16:00Z", "+026-11-24T10:16:00Z", " 2026-11-24T10:16:00Z",
            "10000-01-01T00:00:00Z",
        ]
    )
    func refuses(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }

    @Test("Days from all over four centuries are read as they were written")
    func everyDay() {
        let first = -11_676_096_000.0
        for day in stride(from: 0, through: 146_097, by: 11) {
            let date = Date(timeIntervalSince1970: first + Double(day) * 86_400)
            guard Timestamp.parse(Timestamp.text(date)) == date else {
                Issue.record("\(Timestamp.text(date)) is read as another day")
                return
            }
        }
    }

    @Test(
        "Months are added by the calendar, and a day that a month lacks becomes its last",
        arguments: [
            ("2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00Z"),
            ("2024-01-31T10:00:00Z", 1, "2024-02-29T10:00:00Z"),
            ("2026-08-31T23:59:59Z", 6, "2027-02-28T23:59:59Z"),
            ("2026-12-15T00:00:00Z", 1, "2027-01-15T00:00:00Z"),
            ("2026-03-31T00:00:00Z", -1, "2026-02-28T00:00:00Z"),
            ("2026-01-15T00:00:00Z", -13, "2024-12-15T00:00:00Z"),
            ("2024-02-29T00:00:00Z", 12, "2025-02-28T00:00:00Z"),
            ("2026-05-05T00:00:00Z", 0, "2026-05-05T00:00:00Z"),
            ("2026-05-05T00:00:00Z", .max, "9999-05-05T00:00:00Z"),
            ("2026-05-05T00:00:00Z", .min, "0001-05-05T00:00:00Z"),
        ] as [(String, Int, String)]
    )
    func addsMonths(text: String, months: Int, expected: String) throws {
        let date = try #require(Timestamp.parse(text))
        #expect(Timestamp.text(Timestamp.adding(months: months, to: date)) == expected)
    }

    @Test("Adding months keeps the part of a second")
    func keepsFraction() {
        let date = Date(timeIntervalSince1970: 0.25)
        let later = Timestamp.adding(months: 1, to: date)
        #expect(later.timeIntervalSince1970 == 31 * 86_400 + 0.25)
    }

    @Test(
        "A whole second is what is read back of a time that was written",
        arguments: [
            0, 0.25, -0.25, 1_795_515_361.999, -62_135_596_800, -62_135_596_801, 253_402_300_799.9,
            1e300, -1e300, .infinity, -.infinity, .nan,
        ]
    )
    func wholeSecond(seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        let read = try #require(Timestamp.parse(Timestamp.text(date)))
        #expect(Timestamp.wholeSecond(date) == read)
    }

    @Test("A civil time has the parts of its date, and only one that exists can be made")
    func civil() {
        let time = Timestamp.civil(Date(timeIntervalSince1970: 1_795_515_361))
        #expect(
            time
                == CivilTime(year: 2026, month: 11, day: 24, hour: 10, minute: 16, second: 1)
        )
        #expect(CivilTime(year: 2026, month: 2, day: 29) == nil)
        #expect(time.date == Date(timeIntervalSince1970: 1_795_515_361))
    }
}
