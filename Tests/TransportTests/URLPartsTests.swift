import LatchkeyTestSupport
import Testing
import Transport

@Suite("URL parts")
struct URLPartsTests {
    @Test("are cut as RFC 3986 says")
    func everyPart() throws {
        let parts = try URLParts("HTTPS://API.Example.com:8443/a/b%20c;d?x=1&y=?/z#top/two?")
        #expect(parts.scheme == "https")
        #expect(parts.host == "api.example.com")
        #expect(parts.port == 8443)
        #expect(parts.path == "/a/b%20c;d")
        #expect(parts.query == "x=1&y=?/z")
        #expect(parts.fragment == "top/two?")
    }

    @Test("that are absent are nil, and those that are empty are empty")
    func absentParts() throws {
        let bare = try URLParts("https://example.com")
        #expect(bare.path == "")
        #expect(bare.query == nil)
        #expect(bare.fragment == nil)
        #expect(bare.port == nil)
        #expect(bare.effectivePort == 443)
        let empty = try URLParts("https://example.com/?#")
        #expect(empty.query == "")
        #expect(empty.fragment == "")
    }

    @Test(
        "of a text that is no callable URL are refused with the reason",
        arguments: [
            ("", .empty),
            ("https://" + String(repeating: "a", count: 20_000), .tooLong),
            ("https://exa mple.com/", .foreignCharacter),
            ("https://example.com/\r\nX: y", .foreignCharacter),
            ("https://example.com/\0", .foreignCharacter),
            ("https://exämple.com/", .foreignCharacter),
            ("example.com/path", .noScheme),
            ("//example.com/path", .noScheme),
            ("1https://example.com", .noScheme),
            ("mailto:someone", .noAuthority),
            ("https:/example.com", .noAuthority),
            ("https:example.com", .noAuthority),
            ("https://user@example.com/", .userInfo),
            ("https://user:word@example.com/", .userInfo),
            ("https://example.com:80@evil.example/", .userInfo),
            ("https://", .badHost),
            ("https:///path", .badHost),
            ("https://.example.com/", .badHost),
            ("https://example..com/", .badHost),
            ("https://example.com./", .badHost),
            ("https://-example.com/", .badHost),
            ("https://ex%61mple.com/", .badHost),
            ("https://example.com\\@evil.example/", .userInfo),
            ("https://example.com\\evil.example/", .badHost),
            ("https://127.1/", .badHost),
            ("https://0177.0.0.1/", .badHost),
            ("https://0x7f.0x1/", .badHost),
            ("https://2130706433/", .badHost),
            ("https://256.0.0.1/", .badHost),
            ("https://[::1/", .badHost),
            ("https://[::1%25lo]/", .badHost),
            ("https://[1:2:3]/", .badHost),
            ("https://[::1]x/", .badHost),
            ("https://example.com:/", .badPort),
            ("https://example.com:0/", .badPort),
            ("https://example.com:65536/", .badPort),
            ("https://example.com:+443/", .badPort),
            ("https://example.com:99999999999999999999/", .badPort),
            ("https://example.com/%", .badPercent),
            ("https://example.com/%2", .badPercent),
            ("https://example.com/%zz", .badPercent),
            ("https://example.com/?q=%g1", .badPercent),
            ("https://example.com/a|b", .badCharacter),
            ("https://example.com/\"", .badCharacter),
            ("https://example.com/?q=<", .badCharacter),
            ("https://example.com/#a#b", .badCharacter),
        ] as [(String, URLFault)]
    )
    func refusals(text: String, fault: URLFault) {
        #expect(throws: fault) { try URLParts(text) }
    }

    @Test("take the brackets, bars and braces that providers write into queries")
    func sloppyQueries() throws {
        let parts = try URLParts("https://example.com/?page[cursor]=a|b&fields=id{name}")
        #expect(parts.query == "page[cursor]=a|b&fields=id{name}")
    }

    @Test(
        "know loopback hosts",
        arguments: [
            ("http://localhost/", true), ("http://LOCALHOST:80/", true),
            ("http://127.0.0.1/", true), ("http://127.255.0.9:9000/", true),
            ("http://[::1]:9000/", true), ("http://[0:0:0:0:0:0:0:1]/", true),
            ("http://[0000:0000::0001]/", true),
            ("http://128.0.0.1/", false), ("http://localhost.example.com/", false),
            ("http://127.0.0.1.example.com/", false), ("http://[::2]/", false),
            ("http://[::ffff:127.0.0.1]/", false), ("http://[::]/", false),
            ("http://0.0.0.0/", false), ("http://notlocalhost/", false),
        ]
    )
    func loopback(text: String, isLoopback: Bool) throws {
        let parts = try URLParts(text)
        #expect(parts.isLoopback == isLoopback)
        #expect(parts.isCallable == isLoopback)
    }

    @Test(
        "have the same origin when scheme, host and port are the same",
        arguments: [
            ("https://example.com/b?c", true), ("https://EXAMPLE.com:443/", true),
            ("https://example.com:444/", false), ("http://example.com:443/", false),
            ("https://www.example.com/", false),
        ]
    )
    func origins(text: String, isSame: Bool) throws {
        let parts = try URLParts("https://example.com/a")
        #expect(try parts.hasSameOrigin(as: URLParts(text)) == isSame)
    }

    @Test("are printed without query and fragment, and not all of a long path")
    func printing() throws {
        let long = String(repeating: "x", count: 200)
        let parts = try URLParts("https://example.com:444/\(long)?token=t0ps3cret#t0ps3cret")
        var dumped = ""
        dump(parts, to: &dumped)
        for text in ["\(parts)", String(reflecting: parts), dumped] {
            #expect(!text.contains("t0ps3cret"))
            #expect(text.contains("https://example.com:444/xxx"))
            #expect(text.contains("…"))
        }
    }

    @Test("of any text at all never trap, and what is read once is read again")
    func nonsense() {
        var generator = SeededGenerator(1)
        let alphabet = Array("https://[]:@?#%0aF.-_|\\ é\u{0}127.0.1/")
        for _ in 0..<2000 {
            let text = String(
                (0..<12).map { _ in alphabet.randomElement(using: &generator) ?? "/" }
            )
            for candidate in [text, "https://" + text, "https://[" + text, "https://a/" + text] {
                guard let parts = try? URLParts(candidate) else { continue }
                let again = "\(parts.scheme)://\(parts.authority)\(parts.path)"
                #expect((try? URLParts(again))?.path == parts.path)
            }
        }
    }
}
