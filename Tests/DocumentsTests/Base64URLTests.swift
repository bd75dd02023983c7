import Testing

@testable import Documents

@Suite("Base64 with the URL alphabet")
struct Base64URLTests {
    @Test(
        "it follows RFC 4648, without padding, both ways",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("\u{3e}\u{3f}?>", "Pj8_Pg"),
        ]
    )
    func text(text: String, expected: String) {
        #expect(Base64URL.text(Array(text.utf8)) == expected)
        #expect(Base64URL.bytes(expected) == Array(text.utf8))
    }

    @Test("every byte comes back, at every length")
    func roundTrip() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ length) }
            #expect(Base64URL.bytes(Base64URL.text(bytes)) == bytes)
        }
    }

    @Test(
        "what `text` would not have written is refused: no two texts have the same bytes",
        arguments: [
            "Zg==", "Zg=", "Zm9vYg==", "Zh", "Zm9", "Zm9vYh", "Z", "Zm9vY", "Zm 9v", "Zm9v\n",
            "+/+/", "Zm9ü",
            "-\u{0}--",
        ]
    )
    func strict(text: String) {
        #expect(Base64URL.bytes(text) == nil)
    }
}
