@testable import Pipeline
import Testing

@Suite("A pattern's alphabet is known")
struct PatternAlphabetTests {
    private let marks = "/@:#"

    @Test(
        "A pattern of host names admits none of the marks that end a host",
        arguments: [
            "[a-z0-9-]+", #"[a-z0-9-]+(\.[a-z0-9-]+)*"#, #"([a-z]{2,63}\.){1,3}[a-z]{2}"#,
            "(eu|us)1?", #"\p{Ll}+"#, "[^/@:#]+", "",
        ]
    )
    func admitsNone(pattern: String) {
        #expect(PatternAlphabet(pattern).first(of: marks) == nil)
    }

    @Test(
        "A pattern that admits a mark anywhere is seen through",
        arguments: [
            (".*", "/"), ("[a-z]+.", "/"), ("[^a]", "/"), ("a/b", "/"), ("(a|b@c)", "@"),
            ("[!-~]+", "/"), (#"\p{P}"#, "/"), (#"\P{L}+"#, "/"), ("[a-z:]+", ":"),
            ("[a\\-z#]", "#"), ("a{2}/?", "/"), ("[.-:]", "/"),
        ] as [(String, Character)]
    )
    func admits(pattern: String, mark: Character) {
        #expect(PatternAlphabet(pattern).first(of: marks) == mark)
    }
}
