import FlyingFox
import FlyingSocks
import Foundation

/// Shows a site on the loopback address, and nowhere else.
package struct SiteServer: Sendable {
    package let preview: SitePreview

    package init(_ preview: SitePreview) {
        self.preview = preview
    }

    /// Serves until `end` returns.
    ///
    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - whenListening: Called with the port once a browser could come.
    ///   - end: Returns when it is time to stop.
    /// - Throws: Where the port can't be listened at.
    package func run(
        port: UInt16,
        whenListening: @escaping @Sendable (UInt16) -> Void,
        until end: @escaping @Sendable () async -> Void
    ) async throws {
        let preview = preview
        // The library's own log would repeat addresses.
        let server = HTTPServer(
            address: try .inet(ip4: "127.0.0.1", port: port),
            logger: .disabled,
            handler: ClosureHTTPHandler { request in
                let answer = preview.answer(
                    method: request.method.rawValue,
                    path: request.target.path(),
                    query: request.target.query(),
                    known: request.headers[HTTPHeader("If-None-Match")]
                )
                var headers = HTTPHeaders()
                for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
                return HTTPResponse(
                    statusCode: HTTPStatusCode(answer.status, phrase: Self.phrase(answer.status)),
                    headers: headers,
                    body: Data(answer.body)
                )
            }
        )
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await server.run()
                return true
            }
            group.addTask {
                try await server.waitUntilListening()
                whenListening(await Self.port(of: server) ?? port)
                await end()
                return true
            }
            _ = try await group.next()
            await server.stop(timeout: 1)
            group.cancelAll()
        }
    }

    private static func port(of server: HTTPServer) async -> UInt16? {
        guard case .ip4(_, let port) = await server.listeningAddress else { return nil }
        return port
    }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 304: "Not Modified"
        case 308: "Permanent Redirect"
        case 405: "Method Not Allowed"
        default: "Not Found"
        }
    }
}
