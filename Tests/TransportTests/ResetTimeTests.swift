import FoundationEssentials
import Testing
import Transport

@Suite("A reset time")
struct ResetTimeTests {
    private let now = Date(timeIntervalSince1970: 1_900_000_000)

    /// One way of telling a time, its text, and how far from `now` it is.
    enum Form: Sendable {
        case seconds, minutes, milliseconds, epoch, epochMilliseconds, timestamp, slashedDate
        case retryAfter

        func date(_ text: String, now: Date) -> Date? {
            switch self {
            case .seconds: ResetTime.seconds(text, now: now)
            case .minutes: ResetTime.minutes(text, now: now)
            case .milliseconds: ResetTime.milliseconds(text, now: now)
            case .epoch: ResetTime.epoch(text)
            case .epochMilliseconds: ResetTime.epochMilliseconds(text)
            case .timestamp: ResetTime.timestamp(text)
            case .slashedDate: ResetTime.slashedDate(text)
            case .retryAfter: ResetTime.retryAfter(text, now: now)
            }
        }
    }

    @Test(
        "is read in each way a provider tells it",
        arguments: [
            (.seconds, "30", 30), (.seconds, " 30.5\t", 30.5), (.seconds, "0", 0),
            (.minutes, "5", 300), (.minutes, "0.5", 30), (.milliseconds, "1500", 1.5),
            (.epoch, "1900000060", 60), (.epoch, "1900000060.25", 60.25),
            (.epochMilliseconds, "1900000060250", 60.25),
            (.timestamp, "2030-03-17T17:46:40Z", 0), (.timestamp, "2030-03-17T17:46:40.500Z", 0.5),
            (.timestamp, "2030-03-17T19:46:40.000000+02:00", 0),
            (.timestamp, "2030-03-17 12:16:40-0530", 0), (.timestamp, "2030-03-17t17:46:40z", 0),
            (.slashedDate, "2030/03/17 17:46:41 +0000", 1),
            (.slashedDate, "2030/03/17 19:46:41 +0200", 1),
            (.retryAfter, "120", 120), (.retryAfter, "Sun, 17 Mar 2030 17:47:40 GMT", 60),
        ] as [(Form, String, Double)]
    )
    func readings(form: Form, text: String, offset: Double) throws {
        let date = try #require(form.date(text, now: now))
        #expect(abs(date.timeIntervalSince(now) - offset) < 0.001)
    }

    @Test(
        "that cannot be, or that nobody means, is none",
        arguments: [
            (.seconds, ""), (.seconds, "-1"), (.seconds, "+1"), (.seconds, "1e3"),
            (.seconds, "0x10"), (.seconds, "inf"), (.seconds, "nan"), (.seconds, "1."),
            (.seconds, ".5"), (.seconds, "1.2.3"), (.seconds, "12 s"), (.seconds, "soon"),
            (.seconds, "99999999999999999999"), (.seconds, String(repeating: "9", count: 400)),
            (.minutes, "9223372036854775807"), (.milliseconds, "1_000"),
            (.epoch, "253402300800"), (.epoch, "18446744073709551616"), (.epoch, "-5"),
            (.epochMilliseconds, "999999999999999999999"),
            (.timestamp, "2030-03-17T17:46:40"), (.timestamp, "2030-03-17"),
            (.timestamp, "2030-13-17T17:46:40Z"), (.timestamp, "2030-02-29T17:46:40Z"),
            (.timestamp, "2030-03-17T17:46:40.Z"), (.timestamp, "2030-03-17T17:46:40+25:00"),
            (.timestamp, "2030-03-17T17:46:40Zjunk"), (.timestamp, "0000-01-01T00:00:00Z"),
            (.slashedDate, "2030/03/17 17:46:41"), (.slashedDate, "2030/3/17 17:46:41 +0000"),
            (.retryAfter, "tomorrow"), (.retryAfter, "-3"),
        ] as [(Form, String)]
    )
    func nonsense(form: Form, text: String) {
        #expect(form.date(text, now: now) == nil)
    }

    @Test("comes with the skew of the server's clock")
    func skew() {
        let ahead = ResetTime.clockSkew(dateHeader: "Sun, 17 Mar 2030 17:47:40 GMT", now: now)
        #expect(ahead == 60)
        let behind = ResetTime.clockSkew(dateHeader: "Sun, 17 Mar 2030 17:45:40 GMT", now: now)
        #expect(behind == -60)
        #expect(ResetTime.clockSkew(dateHeader: "half past nine", now: now) == nil)
    }
}
