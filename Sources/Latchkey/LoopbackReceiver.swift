import FlyingFox
import FlyingSocks
import Foundation
import Transport

/// Receives one redirect on the loopback address of a redirect URI (RFC 8252, section 7.3).
struct LoopbackReceiver {
    private let redirectURI: String
    private let path: String
    private let port: UInt16
    private let isIPv6: Bool
    private let providerName: String
    private let state: String

    /// `nil` where the redirect URI is no plain-http loopback address with a port.
    init?(redirectURI: String, state: String, providerName: String) {
        guard let parts = try? URLParts(redirectURI), parts.scheme == "http", parts.isLoopback,
            let port = parts.port.flatMap({ UInt16(exactly: $0) }), port > 0
        else { return nil }
        self.redirectURI = redirectURI
        path = parts.path.isEmpty ? "/" : parts.path
        self.port = port
        isIPv6 = parts.host.contains(":")
        self.providerName = providerName
        self.state = state
    }

    /// Waits for the redirect.
    ///
    /// - Parameters:
    ///   - timeout: How long the person has.
    ///   - whenListening: Called once a redirect would arrive; only now is a person sent away.
    /// - Throws: Where the address can't be listened at.
    /// - Returns: The callback URL, or `nil` when none came in time.
    func receive(
        timeout: Duration,
        whenListening: @escaping @Sendable () -> Void
    ) async throws -> String? {
        // The library's own log would repeat the address it was asked for, code included.
        let server =
            isIPv6
            ? HTTPServer(address: .loopback(port: port), logger: .disabled)
            : HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
        let (callbacks, continuation) = AsyncStream<String>.makeStream()
        let redirectURI = redirectURI
        let page = Self.page(providerName)
        let state = state
        await server.appendRoute(HTTPRoute("GET \(path)")) { request in
            // Whatever else calls here, a prefetch or another page, must not end the wait.
            let fields = FormEncoding.fields(request.target.query())
            guard fields.contains(where: { $0.name == "state" && $0.value == state }) else {
                return HTTPResponse(statusCode: .badRequest, headers: Self.headers)
            }
            continuation.yield(redirectURI + "?" + request.target.query())
            return HTTPResponse(statusCode: .ok, headers: Self.headers, body: page)
        }
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                try await server.run()
                return nil
            }
            group.addTask {
                try await server.waitUntilListening()
                whenListening()
                for await callback in callbacks { return callback }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            let first = try await group.next() ?? nil
            // The page's last bytes go out before the listener goes.
            await server.stop(timeout: 1)
            group.cancelAll()
            return first
        }
    }

    private static let headers: HTTPHeaders = [
        .contentType: "text/html; charset=utf-8",
        HTTPHeader("Cache-Control"): "no-store",
        HTTPHeader("Content-Security-Policy"): "default-src 'none'; style-src 'unsafe-inline'",
        HTTPHeader("Referrer-Policy"): "no-referrer",
    ]

    private static func page(_ name: String) -> Data {
        let safe = name.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return Data(
            """
            <!doctype html><html lang="en"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width"><title>\(safe)</title>
            <style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:20vh auto;\
            padding:0 1.5rem}@media(prefers-color-scheme:dark){body{background:#16181c;color:#eee}}\
            </style><h1>\(safe) has answered</h1>
            <p>You can close this page and go back to the terminal.</p></html>
            """.utf8
        )
    }
}
