import LatchkeyTestSupport
import Testing
import Transport

@Suite("The loopback server")
struct LoopbackServerTests {
    @Test("records what arrives and answers it")
    func answers() async throws {
        let server = try #require(LoopbackServer(.text("hello")))
        defer { server.stop() }
        let transport = try CurlTransport()
        let response = try await transport.send(
            HTTPRequest(
                method: "POST",
                url: server.url + "/a?b=c",
                headers: [("X-One", "1")],
                body: Array("body".utf8),
                kind: .spend
            )
        )
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == "hello")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/a?b=c")
        #expect(request.header("x-one") == "1")
        #expect(request.body == Array("body".utf8))
        await transport.shutdown()
    }
}
