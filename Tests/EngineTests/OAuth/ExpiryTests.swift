import Documents
import FoundationEssentials
import Pipeline
import Testing

@testable import Engine

@Suite("What an answer tells about an end")
struct ExpiryTests {
    @Test(
        "each way of writing it",
        arguments: [
            (ExpiryPick.Kind.seconds, "3600", Expiry.at(Sample.now.addingTimeInterval(3600))),
            (.seconds, "\"3600\"", .at(Sample.now.addingTimeInterval(3600))),
            (.seconds, "3600.9", .at(Sample.now.addingTimeInterval(3600))),
            (.milliseconds, "3600000", .at(Sample.now.addingTimeInterval(3600))),
            (.epoch, "1800000000", .at(Date(timeIntervalSince1970: 1_800_000_000))),
            (.epochMilliseconds, "1800000000000", .at(Date(timeIntervalSince1970: 1_800_000_000))),
            (
                .iso8601, "\"2027-01-01T00:00:00Z\"",
                .at(Date(timeIntervalSince1970: 1_798_761_600))
            ),
            (.seconds, "0", .never),
            (.seconds, "null", .untold),
            (.seconds, "-5", .untold),
            (.seconds, "\"soon\"", .untold),
            (.seconds, "1e300", .untold),
            // 31 years are believable, a century is not.
            (.seconds, "978307200", .at(Sample.now.addingTimeInterval(978_307_200))),
            (.seconds, "3155760000", .untold),
            (.epoch, "1000000000", .untold),
        ]
    )
    func reads(kind: ExpiryPick.Kind, json: String, expected: Expiry) throws {
        let document = try JSONValue(parsing: Array("{\"at\":\(json)}".utf8))
        let pick = ExpiryPick([.init(pick: ValuePick([try JSONPath("$.at")]), kind: kind)])
        #expect(Expiry(pick, in: document, now: Sample.now) == expected)
    }
}
