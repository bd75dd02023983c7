import LatchkeyTestSupport
import Loopback
import Testing
import Transport

@Suite("The limits of the curl transport")
struct CurlLimitTests {
    private func configuration(answerLimit: Int) -> CurlConfiguration {
        var configuration = CurlConfiguration.patient
        configuration.answerLimit = answerLimit
        return configuration
    }

    @Test("let an answer of just the size through")
    func exactSize() async throws {
        try await Wire.run(
            { _ in .response(200, body: Array(repeating: 1, count: 1000)) },
            configuration: configuration(answerLimit: 1000)
        ) { wire in
            let response = try await wire.send()
            #expect(response.body.count == 1000)
        }
    }

    @Test(
        "stop an answer that is larger, whether it says so or not",
        arguments: ["Content-Length: 1001", "Transfer-Encoding: chunked", "Connection: close"]
    )
    func tooLarge(header: String) async throws {
        let body = String(repeating: "x", count: 1001)
        let sent = header.hasPrefix("T") ? "3e9\r\n\(body)\r\n0\r\n\r\n" : body
        try await Wire.run(
            { _ in .raw("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n\(sent)", then: [.hang]) },
            configuration: configuration(answerLimit: 1000)
        ) { wire in
            let error = try await wire.failure()
            #expect(error.phase == .sent)
            #expect(error.reasonCode == .tooLarge)
            #expect(error.reason == "the answer is larger than 1000 bytes")
        }
    }

    @Test("stop a small answer that unpacks to a large one")
    func bomb() async throws {
        // 200 KB that become 32 MB.
        let bomb = ZeroGzip.bytes(runs: 128 * 1024)
        try await Wire.run { _ in
            .response(200, headers: [("Content-Encoding", "gzip")], body: bomb)
        } body: { wire in
            let error = try await wire.failure()
            #expect(error.reasonCode == .tooLarge)
        }
    }

    @Test("stop headers without end")
    func headers() async throws {
        let lines = String(repeating: "X-A: \(String(repeating: "x", count: 1000))\r\n", count: 300)
        try await Wire.run { _ in
            .raw("HTTP/1.1 200 OK\r\n\(lines)", then: [.hang])
        } body: { wire in
            let error = try await wire.failure()
            #expect(error.phase == .sent)
            #expect([.tooLarge, .reset].contains(error.reasonCode))
        }
    }

    @Test("leave the next call alone")
    func recovery() async throws {
        try await Wire.run(
            { .response(200, body: Array(repeating: 1, count: $0.target == "/big" ? 9000 : 10)) },
            configuration: configuration(answerLimit: 1000)
        ) { wire in
            for _ in 0..<5 {
                _ = try await wire.failure("GET", "/big")
                let response = try await wire.send("GET", "/small")
                #expect(response.body.count == 10)
            }
        }
    }

    @Test("end a call whose answer does not begin in time")
    func firstByte() async throws {
        var configuration = CurlConfiguration.patient
        configuration.firstByteTimeout = .milliseconds(100)
        try await Wire.run({ _ in .hang }, configuration: configuration) { wire in
            let error = try await wire.failure("POST", kind: .spend)
            #expect(error.phase == .sent)
            #expect(error.reasonCode == .timeout)
            #expect(error.reason == "timed out waiting for an answer")
        }
    }

    @Test("end a call whose answer drips")
    func drip() async throws {
        var configuration = CurlConfiguration.patient
        configuration.totalTimeout = .milliseconds(200)
        let drops = Array(
            repeating: [
                LoopbackAnswer.Step.write([UInt8(ascii: "x")]), .wait(milliseconds: 20),
            ],
            count: 1000
        ).flatMap { $0 }
        try await Wire.run(
            { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", then: drops) },
            configuration: configuration
        ) { wire in
            let error = try await wire.failure()
            #expect(error.phase == .sent)
            #expect(error.reasonCode == .timeout)
            #expect(error.reason == "timed out in the middle of the answer")
        }
    }

    @Test("end a call that gets no connection, and know that nothing was sent")
    func connecting() async throws {
        var configuration = CurlConfiguration.patient
        configuration.connectTimeout = .milliseconds(100)
        // The server waits for a request while the client waits for TLS.
        try await Wire.run({ _ in .hang }, configuration: configuration) { wire in
            let url = "https://127.0.0.1:\(wire.server.port)/"
            let error = try await #require(throws: TransportError.self) {
                try await wire.transport.send(
                    HTTPRequest(method: "POST", url: url, kind: .spend)
                )
            }
            #expect(error.phase == .connecting)
            #expect(error.reasonCode == .timeout)
            #expect(error.reason == "timed out while connecting")
        }
    }

    @Test("give redirects no more time than the call has left")
    func redirects() async throws {
        var configuration = CurlConfiguration.patient
        configuration.totalTimeout = .milliseconds(200)
        let answer = LoopbackAnswer.response(302, headers: [("Location", "/")])
        try await Wire.run(
            { _ in answer.after(.wait(milliseconds: 120)) },
            configuration: configuration
        ) { wire in
            let error = try await wire.failure()
            #expect(error.reasonCode == .timeout)
        }
    }
}
