import Documents
import FoundationEssentials
import Pipeline
import Testing

@Suite("A span is read, written and added")
struct SpanTests {
    @Test(
        "A duration is a sum of numbers with units",
        arguments: [
            ("90s", Span(seconds: 90)),
            ("10m", Span(seconds: 600)),
            ("24h", Span(seconds: 86_400)),
            ("60d", Span(seconds: 5_184_000)),
            ("2w", Span(seconds: 1_209_600)),
            ("6mo", Span(months: 6)),
            ("1y", Span(months: 12)),
            ("1h30m", Span(seconds: 5400)),
            ("1y6mo2w1d1h1m1s", Span(months: 18, seconds: 1_299_661)),
            ("007d", Span(seconds: 604_800)),
        ]
    )
    func reads(text: String, span: Span) throws {
        #expect(try Span(text) == span)
    }

    @Test(
        "What is no duration is refused with the fault's place",
        arguments: [
            ("", 0), ("h", 0), ("-1h", 0), ("10", 2), ("10x", 2), ("10 m", 2), ("1.5h", 1),
            ("30m1h", 3), ("1h1h", 2), ("0s", 0), ("0y0d", 0), ("1001y", 0),
            ("9999999999999s", 0), ("999999999999y", 0), ("1H", 1), ("1h ", 1),
        ]
    )
    func refuses(text: String, offset: Int) {
        let error = #expect(throws: SpanError.self) { try Span(text) }
        #expect(error?.offset == offset)
    }

    @Test(
        "A span is written the shortest way",
        arguments: [
            ("90s", "1m30s"), ("24h", "1d"), ("60d", "60d"), ("2w", "14d"), ("18mo", "1y6mo"),
            ("6mo", "6mo"), ("3600s", "1h"),
        ]
    )
    func writes(text: String, canonical: String) throws {
        let span = try Span(text)
        #expect(span.description == canonical)
        #expect(try Span(canonical) == span)
    }

    @Test("Nothing is written as no seconds")
    func writesNothing() {
        #expect(Span().description == "0s")
    }

    @Test(
        "Months follow the calendar, and a day the month lacks becomes its last",
        arguments: [
            ("2026-08-31T10:00:00Z", "6mo", "2027-02-28T10:00:00Z"),
            ("2024-02-29T00:00:00Z", "1y", "2025-02-28T00:00:00Z"),
            ("2026-11-24T10:16:00Z", "1mo1d", "2026-12-25T10:16:00Z"),
            ("2026-11-24T10:16:00Z", "90s", "2026-11-24T10:17:30Z"),
        ]
    )
    func adds(start: String, text: String, end: String) throws {
        let start = try #require(Timestamp.parse(start))
        #expect(Timestamp.text(try Span(text).adding(to: start)) == end)
    }

    @Test("A span is taken away by the same calendar")
    func subtracts() throws {
        let end = try #require(Timestamp.parse("2026-03-31T00:00:00Z"))
        #expect(Timestamp.text(try Span("1mo").subtracting(from: end)) == "2026-02-28T00:00:00Z")
        #expect(Timestamp.text(try Span("1d").subtracting(from: end)) == "2026-03-30T00:00:00Z")
    }

    @Test("No span overflows, however it came about")
    func saturates() {
        let now = Date(timeIntervalSince1970: 0)
        for value in [Int.min, Int.max] {
            let span = Span(months: value, seconds: value)
            #expect(span.approximateSeconds == value)
            #expect(Timestamp.text(span.adding(to: now)).hasSuffix("Z"))
            #expect(Timestamp.text(span.subtracting(from: now)).hasSuffix("Z"))
            #expect(!span.description.isEmpty)
        }
    }
}
