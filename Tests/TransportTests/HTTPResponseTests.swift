import Testing
import Transport

@Suite("A response")
struct HTTPResponseTests {
    private let response = HTTPResponse(
        status: 200,
        headers: [("X-One", "1"), ("Set-Cookie", "t0ps3cret"), ("x-one", "2")],
        body: Array("t0ps3cret".utf8)
    )

    @Test("finds headers in whatever case")
    func headers() {
        #expect(response.header("x-ONE") == "1")
        #expect(response.headerValues("X-One") == ["1", "2"])
        #expect(response.header("X-Two") == nil)
        #expect(response.headerValues("X-Two") == [])
    }

    @Test("is printed as status and size, however it is printed")
    func printing() {
        var dumped = ""
        dump(response, to: &dumped)
        #expect("\(response)" == "200, 9 bytes")
        for text in ["\(response)", String(reflecting: response), dumped, "\([response])"] {
            #expect(!text.contains("t0ps3cret"))
            #expect(!text.contains("116, 48"), "the bytes of the body")
        }
    }
}
