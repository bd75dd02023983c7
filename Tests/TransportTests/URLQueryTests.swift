import Testing
import Transport

@Suite("A URL's query")
struct URLQueryTests {
    @Test(
        "grows by parameters in order, before the fragment",
        arguments: [
            ("https://a.example", "https://a.example?x=1&y=a%20b"),
            ("https://a.example/p", "https://a.example/p?x=1&y=a%20b"),
            ("https://a.example/p?", "https://a.example/p?x=1&y=a%20b"),
            ("https://a.example/p?k=v", "https://a.example/p?k=v&x=1&y=a%20b"),
            ("https://a.example/p?k=v&", "https://a.example/p?k=v&x=1&y=a%20b"),
            ("https://a.example/p#f?g", "https://a.example/p?x=1&y=a%20b#f?g"),
            ("https://a.example/p?k=v#f", "https://a.example/p?k=v&x=1&y=a%20b#f"),
        ]
    )
    func appending(url: String, expected: String) {
        #expect(URLQuery.appending([("x", "1"), ("y", "a b")], to: url) == expected)
    }

    @Test("stays as it is when nothing is added")
    func nothing() {
        #expect(URLQuery.appending([], to: "https://a.example/?#") == "https://a.example/?#")
    }

    @Test(
        "encodes all but the unreserved characters of RFC 3986",
        arguments: [
            ("aZ09-._~", "aZ09-._~"), ("a b+c", "a%20b%2Bc"), ("*'()", "%2A%27%28%29"),
            ("/?#[]@", "%2F%3F%23%5B%5D%40"), ("é", "%C3%A9"),
        ]
    )
    func encoding(plain: String, encoded: String) {
        #expect(PercentEncoding.encode(plain) == encoded)
        #expect(URLQuery.text([(plain, plain)]) == "\(encoded)=\(encoded)")
    }
}
