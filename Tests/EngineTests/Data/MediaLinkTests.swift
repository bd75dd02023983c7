import FoundationEssentials
import Testing

@testable import Engine

@Suite("Links that a content network signs")
struct MediaLinkTests {
    @Test(
        "when they end",
        arguments: [
            ("https://cdn.test/a.jpg?x=1&oe=6576D61D", 1_702_286_877),
            ("https://cdn.test/a.jpg?x-expires=1800000000&y=2", 1_800_000_000),
            ("https://cdn.test/a.jpg", nil), ("https://cdn.test/a.jpg?oe=", nil),
            ("https://cdn.test/a.jpg?oe=zz", nil), ("https://cdn.test/a.jpg?oe=1", nil),
            ("https://cdn.test/a.jpg?oe=FFFFFFFFFFFFFFFFFF", nil),
            ("https://cdn.test/a.jpg?x-expires=6576D61D", nil),
            ("https://cdn.test/oe=6576D61D", nil),
        ] as [(String, Double?)]
    )
    func end(url: String, seconds: Double?) {
        #expect(MediaLink.end(of: url) == seconds.map { Date(timeIntervalSince1970: $0) })
    }

    @Test("the same picture is the same but for the query")
    func same() {
        #expect(MediaLink.isSame("https://cdn.test/a.jpg?n=1", "https://cdn.test/a.jpg?n=2"))
        #expect(MediaLink.isSame("https://cdn.test/a.jpg", "https://cdn.test/a.jpg?n=2"))
        #expect(!MediaLink.isSame("https://cdn.test/a.jpg?n=1", "https://cdn.test/b.jpg?n=1"))
    }
}
