import Documents
import FoundationEssentials
import Pipeline
import Testing

@testable import Engine

@Suite("When calls may go on")
struct RateLimitReadingTests {
    private typealias Signal = RateLimitDefinition.Signal

    @Test(
        "each way of telling, in seconds from now",
        arguments: [
            (Signal.Meaning.retryAfter, "90", 90), (.retryAfterMinutes, "2", 120),
            (.resetSeconds, "37.5", 37.5),
            (.resetEpoch, "1795522000", 1_795_522_000 - Sample.now.timeIntervalSince1970),
            (.resetTime, "2026-11-24T12:05:00.000Z", 300),
            (.retryAfter, "Tue, 24 Nov 2026 12:01:00 GMT", 60), (.retryAfter, "soon", nil),
            (.retryAfter, "-5", nil), (.resetEpoch, "12", nil), (.retryAfter, "1e400", nil),
            (.resetTime, "2026-11-24T11:00:00Z", nil), (.remaining, "0", nil),
            (.percent, "100", nil),
        ] as [(RateLimitDefinition.Signal.Meaning, String, Double?)]
    )
    func meanings(
        meaning: RateLimitDefinition.Signal.Meaning,
        text: String,
        seconds: Double?
    ) {
        let reading = RateLimitReading(
            signals: [Signal(source: .header("X-Limit", nil), meaning: meaning)],
            now: Sample.now
        )
        let response = Classified.response(429, "", headers: [("x-limit", text)])
        #expect(
            reading.retryAt(response, nil)
                == seconds.map { Sample.now.addingTimeInterval($0) }
        )
    }

    @Test("Retry-After is read without being written in the file, and the latest end counts")
    func latest() throws {
        let pick = ValuePick([try JSONPath("$.wait[*]")])
        let reading = RateLimitReading(
            signals: [
                Signal(source: .body(pick), meaning: .resetSeconds),
                Signal(source: .header("Usage", pick), meaning: .retryAfterMinutes),
            ],
            now: Sample.now
        )
        let response = Classified.response(
            429,
            "",
            headers: [("Retry-After", "30"), ("Usage", #"{"wait":[1,5,3]}"#)]
        )
        #expect(
            reading.retryAt(response, ["wait": [10, 200]]) == Sample.now.addingTimeInterval(300)
        )
        let alone = Classified.response(429, "", headers: [("Retry-After", "30")])
        #expect(reading.retryAt(alone, nil) == Sample.now.addingTimeInterval(30))
    }

    @Test("a header that holds no JSON where JSON is looked for tells nothing")
    func noJSON() throws {
        let pick = ValuePick([try JSONPath("$.wait")])
        let reading = RateLimitReading(
            signals: [Signal(source: .header("Usage", pick), meaning: .resetSeconds)],
            now: Sample.now
        )
        for text in ["", "{", "12", #"{"wait":{"a":1}}"#] {
            let response = Classified.response(429, "", headers: [("Usage", text)])
            #expect(reading.retryAt(response, nil) == nil)
        }
    }
}
