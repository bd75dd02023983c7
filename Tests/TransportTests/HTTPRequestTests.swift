import Testing
import Transport

@Suite("A request")
struct HTTPRequestTests {
    private let request = HTTPRequest(
        method: "POST",
        url: "https://graph.example.com/refresh?access_token=t0ps3cret#t0ps3cret",
        headers: [("Authorization", "Bearer t0ps3cret")],
        body: Array("t0ps3cret".utf8),
        kind: .spend
    )

    @Test("is printed as method, host and path, however it is printed")
    func printing() {
        var dumped = ""
        dump(request, to: &dumped)
        #expect("\(request)" == "POST graph.example.com/refresh")
        for text in ["\(request)", String(reflecting: request), dumped, "\([request])"] {
            #expect(!text.contains("t0ps3cret"))
            #expect(text.contains("graph.example.com/refresh"))
            #expect(!text.contains("116, 48"), "the bytes of the body")
        }
    }

    @Test("whose URL or method cannot be read is printed without them")
    func unreadable() {
        let request = HTTPRequest(
            method: "GET\nt0ps3cret",
            url: "https://user:t0ps3cret@example.com/",
            kind: .read
        )
        #expect("\(request)" == "request (unreadable URL)")
    }
}
