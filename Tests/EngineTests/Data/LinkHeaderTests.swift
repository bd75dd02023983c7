import Testing

@testable import Engine

@Suite("The next page in a Link header (RFC 8288)")
struct LinkHeaderTests {
    @Test(
        "finds rel=next",
        arguments: [
            (
                #"<https://a.test/?page=2>; rel="next", <https://a.test/?page=9>; rel="last""#,
                "https://a.test/?page=2"
            ),
            (#"<https://a.test/1>; rel="prev", <https://a.test/3>; rel=next"#, "https://a.test/3"),
            (#"<https://a.test/3>; title="a, b"; rel="first next""#, "https://a.test/3"),
            (#"<https://a.test/3>; rel="prev""#, nil),
            ("garbage", nil),
            ("<unclosed; rel=next", nil),
        ] as [(String, String?)]
    )
    func next(header: String, expected: String?) {
        #expect(LinkHeader.next(in: header) == expected)
    }
}
