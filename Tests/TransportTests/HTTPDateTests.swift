import FoundationEssentials
import Testing
import Transport

@Suite("An HTTP date")
struct HTTPDateTests {
    private let now = Date(timeIntervalSince1970: 1_900_000_000)

    @Test(
        "is read in each of the three forms",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ]
    )
    func forms(text: String) {
        #expect(HTTPDate.date(text, now: now)?.timeIntervalSince1970 == 784_111_777)
    }

    @Test("with two digits for the year is at most fifty years ahead")
    func centuries() {
        let near = HTTPDate.date("Monday, 01-Jan-79 00:00:00 GMT", now: now)
        #expect(near?.timeIntervalSince1970 == 3_439_756_800)
        let far = HTTPDate.date("Monday, 01-Jan-91 00:00:00 GMT", now: now)
        #expect(far?.timeIntervalSince1970 == 662_688_000)
    }

    @Test(
        "that is something else is none",
        arguments: [
            "", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 2100 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
            "sun, 06 nov 1994 08:49:37 gmt", "Sun, 06 Nov 1994 08:49:37 GMT and more",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "1994-11-06T08:49:37Z",
        ]
    )
    func nonsense(text: String) {
        #expect(HTTPDate.date(text, now: now) == nil)
    }
}
