import Documents
import Testing

@Suite("Examples of I-Regexps")
struct IRegexpExampleTests {
    @Test(
        "An expression gives a text that it matches",
        arguments: [
            "client secret|platform app", "([a-z0-9-]+\\.)+[a-z][a-z0-9-]*", "[A-Za-z0-9_-]+",
            "[^a-z]{3,5}", "[0-9]{4}-[0-9][0-9]", "", "a*", "^x$", "\\p{Lu}.",
        ]
    )
    func example(pattern: String) throws {
        let regexp = try IRegexp(pattern)
        #expect(regexp.matchesWhole(try #require(regexp.example)))
    }

    @Test("An expression that matches nothing gives none")
    func none() throws {
        #expect(try IRegexp("a^b").example == nil)
    }
}
