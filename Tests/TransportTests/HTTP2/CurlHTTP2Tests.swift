import LatchkeyTestSupport
import Loopback
import Testing
import Transport

@Suite("HTTP/2 of the curl transport")
struct CurlHTTP2Tests {
    private func calling(
        _ front: HTTP2Front,
        _ body: (CurlTransport) async throws -> Void
    ) async throws {
        var configuration = CurlConfiguration.patient
        configuration.authorities = .custom(file: front.certificate, folder: nil)
        configuration.firstCallsPerHost = 50
        let transport = try CurlTransport(configuration: configuration)
        do {
            try await body(transport)
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
    }

    private func read(_ path: String, of front: HTTP2Front) -> HTTPRequest {
        HTTPRequest(method: "GET", url: front.url + path, kind: .read)
    }

    private func spend(_ path: String, at front: HTTP2Front) -> HTTPRequest {
        HTTPRequest(method: "POST", url: front.url + path, body: [1], kind: .spend)
    }

    /// The error of a call that must fail.
    private func failure(
        of request: HTTPRequest,
        by transport: CurlTransport
    ) async throws -> TransportError {
        try await #require(throws: TransportError.self) { try await transport.send(request) }
    }

    @Test("fifty reads under way at once share one connection")
    func shared() async throws {
        let gate = Gate()
        let (arrivals, arrival) = AsyncStream.makeStream(of: String.self)
        let server = try #require(
            LoopbackServer { request in
                arrival.yield(request.target)
                return .text(request.target).after(.gate(gate))
            }
        )
        defer { server.stop() }
        let front = try HTTP2Front(before: server.port)
        defer { front.stop() }
        try await calling(front) { transport in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<50 {
                    group.addTask {
                        let response = try await transport.send(read("/\(index)", of: front))
                        #expect(response.body == Array("/\(index)".utf8))
                    }
                }
                // All arrive, and only then does anyone get an answer.
                var iterator = arrivals.makeAsyncIterator()
                for _ in 0..<50 { _ = await iterator.next() }
                gate.open()
                try await group.waitForAll()
            }
        }
        #expect(server.mostUnderWay == 50)
        #expect(front.relay.connections == 1)
        #expect(front.answers(50).sorted() == (0..<50).map { "h2 GET /\($0)" }.sorted())
    }

    @Test("a call that may spend something goes out once, though its connection is closed under it")
    func closed() async throws {
        let gate = Gate()
        let (arrivals, arrival) = AsyncStream.makeStream(of: String.self)
        let server = try #require(
            LoopbackServer { request in
                guard request.target == "/spend" else { return .text("ok") }
                arrival.yield(request.target)
                return .text("late").after(.gate(gate))
            }
        )
        defer { server.stop() }
        let front = try HTTP2Front(before: server.port)
        defer {
            gate.open()
            front.stop()
        }
        try await calling(front) { transport in
            _ = try await transport.send(read("/before", of: front))
            async let outcome = failure(of: spend("/spend", at: front), by: transport)
            var iterator = arrivals.makeAsyncIterator()
            _ = await iterator.next()
            // One that has idled for long is not ridden on: a busy machine may open a second.
            let connections = front.relay.connections
            front.relay.cut()
            let error = try await outcome
            #expect(error.phase == .sent)
            #expect(error.mayHaveBeenSent)
            _ = try await transport.send(read("/after", of: front))
            #expect(front.relay.connections == connections + 1)
        }
        #expect(server.requests.map(\.target) == ["/before", "/spend", "/after"])
    }

    @Test(
        "a call that may spend something goes out once, though its stream is reset",
        arguments: [("refused", UInt8(7)), ("internal error", 2), ("cancelled", 8)]
    )
    func reset(_ name: String, code: UInt8) async throws {
        let server = try #require(FrameServer { _, hasBody in hasBody ? code : nil })
        defer { server.stop() }
        let front = try HTTP2Front(before: server.port, speaking: .http2)
        defer { front.stop() }
        try await calling(front) { transport in
            _ = try await transport.send(read("/before", of: front))
            let error = try await failure(of: spend("/spend", at: front), by: transport)
            #expect(error.phase == .sent)
            #expect(error.mayHaveBeenSent)
            _ = try await transport.send(read("/after", of: front))
        }
        #expect(server.streams == (withBody: 1, without: 2))
    }

    @Test("a read whose stream is refused goes out again")
    func readAgain() async throws {
        let server = try #require(FrameServer { earlier, _ in earlier == 1 ? 7 : nil })
        defer { server.stop() }
        let front = try HTTP2Front(before: server.port, speaking: .http2)
        defer { front.stop() }
        try await calling(front) { transport in
            _ = try await transport.send(read("/before", of: front))
            let response = try await transport.send(read("/again", of: front))
            #expect(response.status == 200)
        }
        #expect(server.streams == (withBody: 0, without: 3))
    }
}
