import Testing
import Transport

@Suite("Form encoding")
struct FormEncodingTests {
    @Test("keeps the order of fields and repeats them")
    func order() {
        let text = FormEncoding.text([("b", "1"), ("a", "2"), ("b", ""), ("", "3")])
        #expect(text == "b=1&a=2&b=&=3")
        #expect(FormEncoding.body([("a", "é")]) == Array("a=%C3%A9".utf8))
        #expect(FormEncoding.text([]) == "")
    }

    @Test(
        "encodes as WHATWG does",
        arguments: [
            ("aZ09*-._", "aZ09*-._"), ("a b", "a+b"), ("a+b", "a%2Bb"), ("~", "%7E"),
            ("a&b=c", "a%26b%3Dc"), ("100%", "100%25"), ("\r\n\0", "%0D%0A%00"),
            ("ü€😀", "%C3%BC%E2%82%AC%F0%9F%98%80"), ("https://a/b?c", "https%3A%2F%2Fa%2Fb%3Fc"),
        ]
    )
    func encoding(plain: String, encoded: String) {
        #expect(FormEncoding.encode(plain) == encoded)
    }

    @Test(
        "reads what others write, leniently",
        arguments: [
            ("a=1&b=2", [["a", "1"], ["b", "2"]]),
            ("a=x+y%20z%2B", [["a", "x y z+"]]),
            ("&&a&=b&c==d&", [["a", ""], ["", "b"], ["c", "=d"]]),
            ("a=%zz%4", [["a", "%zz%4"]]),
            ("a=%FF", [["a", "\u{FFFD}"]]),
            ("", []),
        ]
    )
    func decoding(text: String, expected: [[String]]) {
        #expect(FormEncoding.fields(text).map { [$0.name, $0.value] } == expected)
    }

    @Test("is undone by its own reading")
    func roundTrip() {
        let fields = [("näme & more", "va=lue+ \u{1F511}"), ("x", "\n")]
        let read = FormEncoding.fields(FormEncoding.text(fields.map { ($0.0, $0.1) }))
        #expect(read.map(\.name) == fields.map(\.0))
        #expect(read.map(\.value) == fields.map(\.1))
    }
}
