import LatchkeyTestSupport
import Testing
import Transport

/// A loopback server and a transport that calls it, for the length of one test.
struct Wire: Sendable {
    let server: LoopbackServer
    let transport: CurlTransport

    /// Runs the body, then takes both down, whatever happens.
    static func run<Result: Sendable>(
        _ reply: @escaping LoopbackServer.Reply,
        configuration: CurlConfiguration = .patient,
        body: (Wire) async throws -> Result
    ) async throws -> Result {
        let server = try #require(LoopbackServer(reply))
        let wire = Wire(
            server: server,
            transport: try CurlTransport(configuration: configuration)
        )
        do {
            let result = try await body(wire)
            await wire.takeDown()
            return result
        } catch {
            await wire.takeDown()
            throw error
        }
    }

    func request(
        _ method: String = "GET",
        _ path: String = "/",
        headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil,
        kind: HTTPRequest.Kind = .read
    ) -> HTTPRequest {
        HTTPRequest(
            method: method,
            url: server.url + path,
            headers: headers,
            body: body,
            kind: kind
        )
    }

    func send(
        _ method: String = "GET",
        _ path: String = "/",
        headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil,
        kind: HTTPRequest.Kind = .read
    ) async throws -> HTTPResponse {
        try await transport.send(
            request(method, path, headers: headers, body: body, kind: kind)
        )
    }

    /// The error of a call that must fail.
    func failure(
        _ method: String = "GET",
        _ path: String = "/",
        kind: HTTPRequest.Kind = .read
    ) async throws -> TransportError {
        try await #require(throws: TransportError.self) {
            try await send(method, path, kind: kind)
        }
    }

    private func takeDown() async {
        server.stop()
        await transport.shutdown()
    }
}
