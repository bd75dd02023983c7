import LatchkeyTestSupport
import Testing
import Transport

@Suite("A failure of the curl transport")
struct CurlFailureTests {
    /// What a server can do to a call, and what must come of it.
    struct Insult: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: LoopbackAnswer
        var reasonCode: TransportError.ReasonCode
    }

    @Test(
        "after the request went out may have been acted on, and shows no secret",
        arguments: [
            Insult(testDescription: "close", answer: .close, reasonCode: .reset),
            Insult(testDescription: "reset", answer: .reset, reasonCode: .reset),
            Insult(
                testDescription: "close in the headers",
                answer: .raw("HTTP/1.1 200 OK\r\nX-A", then: [.close]),
                reasonCode: .reset
            ),
            Insult(
                testDescription: "close in the body",
                answer: .raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", then: [.close]),
                reasonCode: .reset
            ),
            Insult(
                testDescription: "reset in the body",
                answer: .raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", then: [.reset]),
                reasonCode: .reset
            ),
            Insult(
                testDescription: "close in a chunk",
                answer: .raw(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc",
                    then: [.close]
                ),
                reasonCode: .reset
            ),
            Insult(
                testDescription: "not HTTP",
                answer: .raw("220 mail ready\r\n", then: [.close]),
                reasonCode: .refused
            ),
            Insult(
                testDescription: "broken compression",
                answer: .response(
                    200,
                    headers: [("Content-Encoding", "gzip")],
                    body: Array("no gzip".utf8)
                ),
                reasonCode: .protocolFault
            ),
        ]
    )
    func insults(insult: Insult) async throws {
        try await Wire.run { _ in
            insult.answer
        } body: { wire in
            let request = wire.request(
                "POST",
                "/token?code=t0ps3cret",
                headers: [("Authorization", "t0ps3cret")],
                body: Array("t0ps3cret".utf8),
                kind: .spend
            )
            let error = try await #require(throws: TransportError.self) {
                try await wire.transport.send(request)
            }
            #expect(error.phase == .sent)
            #expect(error.mayHaveBeenSent)
            #expect(error.reasonCode == insult.reasonCode)
            var dumped = ""
            dump(error, to: &dumped)
            for text in [error.description, String(reflecting: error), dumped] {
                #expect(!text.contains("t0ps3cret"))
                #expect(text.contains("127.0.0.1:\(wire.server.port)"))
                #expect(text.contains("/token"))
            }
            #expect(wire.server.requests.count == 1)
        }
    }

    @Test("to connect is known to have sent nothing")
    func connecting() async throws {
        let server = try #require(LoopbackServer(.hang))
        let url = server.url + "/?t0ps3cret"
        server.stop()
        let transport = try CurlTransport(configuration: .patient)
        let error = try await #require(throws: TransportError.self) {
            try await transport.send(HTTPRequest(method: "POST", url: url, kind: .spend))
        }
        await transport.shutdown()
        #expect(error.phase == .connecting)
        #expect(!error.mayHaveBeenSent)
        #expect(error.reasonCode == .connect)
        #expect(error.code == 7)
        #expect(
            error.description
                == "POST 127.0.0.1:\(server.port)/: connection refused (curl 7)"
        )
    }

    @Test("to resolve a name is known to have sent nothing")
    func resolving() async throws {
        let transport = try CurlTransport(configuration: .patient)
        let error = try await #require(throws: TransportError.self) {
            // A name that is reserved never to exist (RFC 6761 section 6.4).
            try await transport.send(
                HTTPRequest(method: "GET", url: "https://host.invalid/", kind: .read)
            )
        }
        await transport.shutdown()
        #expect(error.phase == .connecting)
        #expect([.dns, .proxy].contains(error.reasonCode))
    }

    @Test("of TLS with a server that speaks none is known to have sent nothing")
    func plainServer() async throws {
        let talker = try #require(LoopbackServer(greeting: "220 hello\r\n"))
        let transport = try CurlTransport(configuration: .patient)
        let error = try await #require(throws: TransportError.self) {
            try await transport.send(
                HTTPRequest(method: "POST", url: "https://127.0.0.1:\(talker.port)/", kind: .spend)
            )
        }
        talker.stop()
        await transport.shutdown()
        #expect(error.phase == .connecting)
        #expect(error.reasonCode == .tls)
    }
}
