import Glibc
import LatchkeyTestSupport
import Loopback
import Testing
import Transport

/// In processes of their own, since the environment belongs to all tests at once.
@Suite("Proxies of the curl transport")
struct CurlProxyTests {
    /// For every scheme, with no exception.
    private static func setProxy(_ url: String) {
        for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"] {
            _ = unsafe setenv(name, url, 1)
        }
        for name in ["no_proxy", "NO_PROXY"] { _ = unsafe unsetenv(name) }
    }

    @Test("are asked for a way to hosts elsewhere, and their refusal proves that nothing was sent")
    func connect() async {
        await #expect(processExitsWith: .success) {
            let proxy = try #require(LoopbackServer(.response(407)))
            Self.setProxy(proxy.url)
            let transport = try CurlTransport(configuration: .patient)
            let error = try await #require(throws: TransportError.self) {
                try await transport.send(
                    HTTPRequest(
                        method: "POST",
                        url: "https://api.example.com/token?t0ps3cret",
                        headers: [("Authorization", "t0ps3cret")],
                        body: Array("t0ps3cret".utf8),
                        kind: .spend
                    )
                )
            }
            let request = try #require(proxy.requests.first)
            #expect(request.method == "CONNECT")
            #expect(request.target == "api.example.com:443")
            #expect(request.header("Authorization") == nil)
            #expect(error.phase == .connecting)
            #expect(error.reasonCode == .proxy)
            #expect(error.reason == "the proxy answered 407")
        }
    }

    @Test("that are dead are the proxy's fault, not the provider's")
    func unreachable() async {
        await #expect(processExitsWith: .success) {
            Self.setProxy("http://proxy.invalid:1")
            let transport = try CurlTransport(configuration: .patient)
            let error = try await #require(throws: TransportError.self) {
                try await transport.send(
                    HTTPRequest(method: "GET", url: "https://api.example.com/", kind: .read)
                )
            }
            #expect(error.phase == .connecting)
            #expect(error.reasonCode == .proxy)
        }
    }

    @Test("are never asked for a way to this machine")
    func loopback() async {
        await #expect(processExitsWith: .success) {
            let proxy = try #require(LoopbackServer(.response(502)))
            Self.setProxy(proxy.url)
            let server = try #require(LoopbackServer(.text("ok")))
            let transport = try CurlTransport(configuration: .patient)
            for host in ["127.0.0.1", "localhost"] {
                let response = try await transport.send(
                    HTTPRequest(
                        method: "GET",
                        url: "http://\(host):\(server.port)/",
                        kind: .read
                    )
                )
                #expect(response.status == 200)
            }
            #expect(proxy.connections == 0)
        }
    }
}
