import Testing

@testable import Transport

@Suite("A call")
struct CurlCallTests {
    private func error(_ request: HTTPRequest) throws -> TransportError {
        try #require(throws: TransportError.self) { try CurlCall(request, timeLeft: .seconds(1)) }
    }

    @Test(
        "to a URL that must not be called is refused, and the reason shows none of it",
        arguments: [
            "http://example.com/?t0ps3cret", "http://localhost.example.com/?t0ps3cret",
            "http://10.0.0.1/t", "ftp://example.com/", "file:///etc/passwd", "gopher://localhost/",
            "https://t0ps3cret@example.com/", "https://example.com/ t0ps3cret", "t0ps3cret", "",
            "https://example.com/\r\nt0ps3cret",
        ]
    )
    func urls(url: String) throws {
        for kind in [HTTPRequest.Kind.read, .spend] {
            let error = try error(HTTPRequest(method: "GET", url: url, kind: kind))
            #expect(error.phase == .refused)
            #expect(error.reasonCode == .refused)
            #expect(!error.description.contains("t0ps3cret"))
            #expect(!error.description.contains("\n"))
        }
    }

    @Test("with a header that breaks out of its line is refused")
    func headers() throws {
        let error = try error(
            HTTPRequest(
                method: "GET",
                url: "https://example.com/",
                headers: [("Authorization", "Bearer t0ps3cret\r\nX: y")],
                kind: .read
            )
        )
        #expect(
            error.description
                == "GET example.com/: the header Authorization holds a control character "
                + "or a line break"
        )
    }

    @Test("with a body where none belongs, or a method that is no word, is refused")
    func bodies() throws {
        let get = HTTPRequest(
            method: "GET",
            url: "https://example.com/",
            body: [1],
            kind: .read
        )
        #expect(try error(get).reason == "a GET carries no body")
        let odd = HTTPRequest(method: "GE T", url: "https://example.com/", kind: .read)
        #expect(try error(odd).reason == "the method is malformed")
    }

    @Test(
        "shares its limit with others to the same host and port",
        arguments: [
            ("https://EXAMPLE.com/a", "example.com:443"),
            ("https://example.com:443/", "example.com:443"),
            ("https://example.com:8443/", "example.com:8443"),
            ("http://localhost/", "localhost:80"),
        ]
    )
    func hosts(url: String, host: String) throws {
        let request = HTTPRequest(method: "GET", url: url, kind: .read)
        #expect(try CurlCall(request, timeLeft: .seconds(1)).host == host)
    }
}
