import LatchkeyTestSupport
import Loopback
import Testing
import Transport

/// What everything that calls itself an `HTTPTransport` must do; the scripted one that the tests of
/// other rooms rely on, and the real one.
@Suite("Every transport")
struct HTTPTransportContractTests {
    enum Backend: CaseIterable {
        case scripted, curl
    }

    /// The request as the other side sees it.
    struct Seen: Sendable, Equatable {
        var method: String
        var target: String
        var mark: String?
        var body: [UInt8]
    }

    private func withTransport(
        _ backend: Backend,
        reply: @escaping @Sendable (Seen) -> HTTPResponse,
        body: (any HTTPTransport, _ url: String, _ seen: () -> [Seen]) async throws -> Void
    ) async throws {
        switch backend {
        case .scripted:
            let transport = ScriptedTransport { .success(reply(Self.seen($0))) }
            try await body(transport, "http://127.0.0.1:9") {
                transport.requests.map(Self.seen)
            }
        case .curl:
            try await Wire.run { request in
                let response = reply(Self.seen(request))
                return .response(
                    response.status,
                    headers: response.headers,
                    body: response.body
                )
            } body: { wire in
                try await body(wire.transport, wire.server.url) {
                    wire.server.requests.map(Self.seen)
                }
            }
        }
    }

    private static func seen(_ request: HTTPRequest) -> Seen {
        let parts = try? URLParts(request.url)
        let query = parts?.query.map { "?\($0)" } ?? ""
        return Seen(
            method: request.method,
            target: (parts?.path ?? "") + query,
            mark: request.headers.first { $0.name == "X-Mark" }?.value,
            body: request.body ?? []
        )
    }

    private static func seen(_ request: LoopbackRequest) -> Seen {
        Seen(
            method: request.method,
            target: request.target,
            mark: request.header("X-Mark"),
            body: request.body
        )
    }

    @Test("hands the request over as it is", arguments: Backend.allCases)
    func request(backend: Backend) async throws {
        try await withTransport(backend) { _ in
            HTTPResponse(status: 200, headers: [], body: [])
        } body: { transport, url, seen in
            _ = try await transport.send(
                HTTPRequest(
                    method: "PUT",
                    url: url + "/a%20b?c=d&c=",
                    headers: [("X-Mark", "m")],
                    body: [0, 255],
                    kind: .spend
                )
            )
            #expect(
                seen() == [Seen(method: "PUT", target: "/a%20b?c=d&c=", mark: "m", body: [0, 255])]
            )
        }
    }

    @Test("hands the answer back as it is", arguments: Backend.allCases)
    func answer(backend: Backend) async throws {
        let bytes = (0...255).map { UInt8($0) }
        try await withTransport(backend) { _ in
            HTTPResponse(
                status: 203,
                headers: [("X-B", "1"), ("X-A", "2"), ("X-B", "3")],
                body: bytes
            )
        } body: { transport, url, _ in
            let response = try await transport.send(
                HTTPRequest(method: "GET", url: url + "/", kind: .read)
            )
            #expect(response.status == 203)
            #expect(response.headerValues("x-b") == ["1", "3"])
            #expect(response.header("X-A") == "2")
            #expect(response.body == bytes)
        }
    }

    @Test(
        "takes any status for an answer",
        arguments: Backend.allCases,
        [200, 204, 302, 304, 400, 401, 403, 404, 429, 500, 503, 599]
    )
    func statuses(backend: Backend, status: Int) async throws {
        try await withTransport(backend) { _ in
            HTTPResponse(status: status, headers: [], body: [])
        } body: { transport, url, seen in
            let response = try await transport.send(
                HTTPRequest(method: "GET", url: url + "/", kind: .read)
            )
            #expect(response.status == status)
            #expect(response.body.isEmpty)
            #expect(seen().count == 1)
        }
    }

    @Test("answers each of many calls with its own answer", arguments: Backend.allCases)
    func parallel(backend: Backend) async throws {
        try await withTransport(backend) { seen in
            HTTPResponse(status: 200, headers: [], body: Array(seen.target.utf8))
        } body: { transport, url, seen in
            let wrong = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        let response = try? await transport.send(
                            HTTPRequest(method: "GET", url: "\(url)/\(index)", kind: .read)
                        )
                        return response?.body != Array("/\(index)".utf8)
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wrong == 0)
            #expect(seen().count == 100)
        }
    }

    @Test(
        "fails with its own kind of error when the task is cancelled",
        arguments: Backend.allCases
    )
    func cancelled(backend: Backend) async throws {
        try await withTransport(backend) { _ in
            HTTPResponse(status: 200, headers: [], body: [])
        } body: { transport, url, _ in
            let error = try await #require(throws: TransportError.self) {
                try await Task {
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    return try await transport.send(
                        HTTPRequest(method: "GET", url: url + "/", kind: .read)
                    )
                }.value
            }
            #expect(error.phase == .cancelled)
            #expect(error.host == (try URLParts(url)).authority)
        }
    }
}
