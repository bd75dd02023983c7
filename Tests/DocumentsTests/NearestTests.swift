import Documents
import Testing

@Suite("The word a person meant is found among those known")
struct NearestTests {
    @Test(
        "Slips of the finger are forgiven, other words are not",
        arguments: [
            ("authorise", "authorize"), ("authroize", "authorize"), ("tokn", "token"),
            ("tokens", "token"), ("TOKEN", "token"), ("clientId", "client_id"),
            ("scopes-separator", "scope_separator"), ("profle", "profile"), ("pofile", "profile"),
            ("xyz", nil), ("a", nil), ("", nil), ("refreshment", nil), ("top", nil),
        ] as [(String, String?)]
    )
    func finds(word: String, meant: String?) {
        let known = [
            "authorize", "token", "client_id", "scope_separator", "profile", "refresh", "api",
        ]
        #expect(Nearest.word(to: word, among: known) == meant)
    }

    @Test("The first of equally near words is taken")
    func first() {
        #expect(Nearest.word(to: "cat", among: ["bat", "hat"]) == "bat")
        #expect(Nearest.word(to: "bat", among: ["cat", "bat"]) == "bat")
    }

    @Test("A word of a million letters is nobody's slip")
    func long() {
        let long = String(repeating: "a", count: 1_000_000)
        #expect(Nearest.word(to: long, among: ["a"]) == nil)
        #expect(Nearest.word(to: "a", among: [long]) == nil)
    }
}
