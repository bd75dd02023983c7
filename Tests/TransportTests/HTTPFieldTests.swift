import Testing

@testable import Transport

@Suite("A header field")
struct HTTPFieldTests {
    @Test(
        "that could break the message or belongs to the transport is refused",
        arguments: [
            ("X-A", "b\r\nInjected: yes"), ("X-A", "b\nInjected: yes"), ("X-A", "b\rc"),
            ("X-A", "b\0"), ("X-A", "b\u{7F}"), ("X-A", "b\u{1B}[2J"),
            ("X A", "b"), ("X-A:", "b"), ("X-A\r\nY", "b"), ("", "b"), ("X-Ä", "b"),
            ("Host", "evil.example"), ("content-length", "3"), ("Transfer-Encoding", "chunked"),
            ("Connection", "close"), ("Proxy-Authorization", "x"), ("Expect", "100-continue"),
        ]
    )
    func refused(name: String, value: String) throws {
        let fault = try #require(HTTPField.fault(name: name, value: value))
        #expect(!fault.contains("Injected"))
        #expect(!fault.contains("evil"))
        #expect(!fault.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test(
        "that is well formed is sent",
        arguments: [
            ("Authorization", "Bearer abc.def~+/="), ("X-Empty", ""), ("x_odd!#$%&'*+.^`|~9", "ü"),
            ("Accept", "a/b;q=0.5,\tc/d"), ("Content-Type", "application/json"),
        ]
    )
    func accepted(name: String, value: String) {
        #expect(HTTPField.fault(name: name, value: value) == nil)
    }

    @Test(
        "has a method beside it that is a word in capitals",
        arguments: [
            ("GET", true), ("POST", true), ("PATCH", true), ("PROPFIND", true), ("get", false),
            ("", false), ("GET /", false), ("GET\r\n", false), ("CONNECT", false), ("TRACE", false),
            (String(repeating: "A", count: 21), false),
        ]
    )
    func methods(method: String, isMethod: Bool) {
        #expect(HTTPField.isMethod(method) == isMethod)
    }

    @Test(
        "are the same whatever the case of their letters, and of nothing else",
        arguments: [
            ("Retry-After", "retry-after", true), ("", "", true), ("X-A", "X-B", false),
            ("X-A", "X-AB", false), ("X-@", "X-`", false), ("X-[", "X-{", false),
            ("X-É", "X-é", false),
        ]
    )
    func sameness(left: String, right: String, isSame: Bool) {
        #expect(HTTPField.isSame(left, right) == isSame)
    }
}
