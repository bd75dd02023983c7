import LatchkeyTestSupport
import Loopback
import Testing
import Transport

@Suite("The curl transport")
struct CurlTransportTests {
    @Test(
        "sends each method with and without a body",
        arguments: [
            ("GET", nil), ("DELETE", nil), ("POST", nil), ("PUT", nil), ("HEAD", nil),
            ("POST", "a=b"), ("PUT", "{}"), ("PATCH", "{}"), ("DELETE", "{}"), ("POST", "\0\r\n\0"),
        ] as [(String, String?)]
    )
    func methods(method: String, body: String?) async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            let bytes = body.map { Array($0.utf8) }
            let response = try await wire.send(method, "/a/b?c=d#e", body: bytes, kind: .spend)
            #expect(response.status == 200)
            let request = try #require(wire.server.requests.first)
            #expect(request.method == method)
            #expect(request.target == "/a/b?c=d")
            #expect(request.body == bytes ?? [])
            #expect(request.header("Expect") == nil)
            #expect(request.header("Content-Type") == nil)
            #expect(request.header("Transfer-Encoding") == nil)
        }
    }

    @Test("sends a body of two megabytes whole, without asking first")
    func largeBody() async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            let body = (0..<2_097_152).map { UInt8(truncatingIfNeeded: $0) }
            _ = try await wire.send("POST", body: body, kind: .spend)
            let request = try #require(wire.server.requests.first)
            #expect(request.body == body)
            #expect(request.header("Expect") == nil)
        }
    }

    @Test("sends headers as given, empty ones too, and its own name unless told another")
    func requestHeaders() async throws {
        var configuration = CurlConfiguration.patient
        configuration.userAgent = "latchkey/1 (+https://example.com)"
        try await Wire.run({ _ in .text("ok") }, configuration: configuration) { wire in
            _ = try await wire.send(headers: [
                ("X-Odd", " a: b;c "), ("X-Empty", ""), ("Accept", "application/json"),
            ])
            _ = try await wire.send(headers: [("User-Agent", "other/2")])
            let requests = wire.server.requests
            #expect(requests.first?.header("X-Odd")?.hasPrefix("a: b;c") == true)
            #expect(requests.first?.header("X-Empty") == "")
            #expect(requests.first?.header("Accept") == "application/json")
            #expect(requests.first?.header("User-Agent") == "latchkey/1 (+https://example.com)")
            #expect(requests.last?.header("User-Agent") == "other/2")
        }
    }

    @Test("undoes compression")
    func compression() async throws {
        try await Wire.run { _ in
            .response(200, headers: [("Content-Encoding", "gzip")], body: ZeroGzip.bytes(runs: 40))
        } body: { wire in
            let response = try await wire.send()
            #expect(response.body == Array(repeating: 0, count: 10_321))
            let accepted = wire.server.requests.first?.header("Accept-Encoding")
            #expect(accepted?.contains("gzip") == true)
        }
    }

    @Test("gives the headers of the final answer only")
    func interimAnswer() async throws {
        try await Wire.run { _ in
            .raw(
                "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nX-B: 1\r\nX-A: 2\r\nx-b: 3\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Trailer: 1\r\n\r\n"
            )
        } body: { wire in
            let response = try await wire.send()
            #expect(response.status == 200)
            #expect(
                response.headers.map(\.name) == ["X-B", "X-A", "x-b", "Transfer-Encoding"]
            )
            #expect(response.headerValues("x-b") == ["1", "3"])
            #expect(response.body == Array("hi".utf8))
        }
    }

    @Test("takes localhost and ::1 for loopback, and looks at nobody's proxy for them")
    func loopbackNames() async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            let url = "http://localhost:\(wire.server.port)/"
            let response = try await wire.transport.send(
                HTTPRequest(method: "GET", url: url, kind: .read)
            )
            #expect(response.status == 200)
        }
    }

    @Test("starts no call that the checks refuse")
    func refusals() async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            let error = try await #require(throws: TransportError.self) {
                try await wire.send(headers: [("X", "a\r\nInjected: 1")])
            }
            #expect(error.phase == .refused)
            #expect(wire.server.connections == 0)
        }
    }

    @Test("says which curl it is")
    func version() {
        #expect(CurlTransport.libraryVersion.hasPrefix("libcurl/"))
    }
}
