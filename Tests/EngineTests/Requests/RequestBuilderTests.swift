import Documents
import FoundationEssentials
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A pipeline's call becomes an HTTP request")
struct RequestBuilderTests {
    private func body(_ request: HTTPRequest) -> String {
        String(decoding: request.body ?? [], as: UTF8.self)
    }

    private func header(_ request: HTTPRequest, _ name: String) -> String? {
        request.headers.first { $0.name == name }?.value
    }

    private func exchange(_ pipeline: PipelineDefinition) throws -> HTTPRequest {
        var values = try Sample.values(pipeline)
        values.code = Secret("the code")
        values.codeVerifier = pipeline.authorize.pkce == .s256 ? Secret("the-verifier") : nil
        return try RequestBuilder(values, form: .exchange)
            .request(try #require(pipeline.exchange.first).request, kind: .spend)
    }

    @Test("the exchange is the form of RFC 6749, section 4.1.3, with credentials in the body")
    func standardExchange() throws {
        let request = try exchange(try Sample.pipeline(Sample.plain))
        #expect(request.method == "POST")
        #expect(request.url == "https://id.plain.test/token")
        #expect(
            body(request)
                == "grant_type=authorization_code&code=the+code&redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fcallback&client_id=client-id&client_secret=client-secret"
        )
        #expect(header(request, "Content-Type") == "application/x-www-form-urlencoded")
        #expect(header(request, "Authorization") == nil)
    }

    @Test("Basic credentials go into the header, and PKCE's verifier into the form")
    func basic() throws {
        let text = Sample.plain.replacing("  pkce: none\n", with: "")
            .replacing("authorize:", with: "  auth: basic\nauthorize:")
        let request = try exchange(try Sample.pipeline(text))
        #expect(header(request, "Authorization") == "Basic Y2xpZW50LWlkOmNsaWVudC1zZWNyZXQ=")
        #expect(body(request).hasSuffix("&code_verifier=the-verifier"))
        #expect(!body(request).contains("client"))
    }

    @Test("parameters are renamed, added and left out")
    func renames() throws {
        let text = Sample.plain.replacing(
            "  url: https://id.plain.test/token\nrefresh:",
            with: """
                  url: https://id.plain.test/token
                  params: {expiring: '1'}
                  rename: {client_id: client_key}
                  omit: [redirect_uri]
                refresh:
                """
        )
        let request = try exchange(try Sample.pipeline(text))
        #expect(
            body(request)
                == "grant_type=authorization_code&code=the+code&client_key=client-id&client_secret=client-secret&expiring=1"
        )
    }

    @Test("a call with an access token carries it as RFC 6750 says")
    func bearer() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let values = try Sample.values(pipeline).with(Sample.grant(), accountID: nil)
        let request = try RequestBuilder(values, form: .none)
            .request(try #require(pipeline.profile?.steps.first).request, kind: .read)
        #expect(header(request, "Authorization") == "Bearer access-token-1")
        #expect(request.body == nil)
    }

    @Test(
        "another host stands in by name or for the whole provider",
        arguments: [
            (["plain=http://127.0.0.1:9000/p"], "http://127.0.0.1:9000/p/token"),
            (["other=http://127.0.0.1:9000"], "https://id.plain.test/token"),
        ]
    )
    func overrides(options: [String], url: String) throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        var values = try Sample.values(
            pipeline,
            overrides: try #require(ServerOverrides(options: options))
        )
        values.code = Secret("c")
        let request = try RequestBuilder(values, form: .exchange)
            .request(try #require(pipeline.exchange.first).request, kind: .spend)
        #expect(request.url == url)
    }

    @Test("a request says method, host and path, and nothing secret")
    func description() throws {
        let request = try exchange(try Sample.pipeline(Sample.plain))
        #expect(request.description == "POST id.plain.test/token")
    }

    @Test("a missing environment variable is named at its place in the file")
    func missingVariable() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let problem = #expect(throws: SetupProblem.self) {
            _ = try TemplateValues(
                pipeline,
                parameters: [:],
                overrides: ServerOverrides(),
                environment: ["PLAIN_ID": "a", "PLAIN_REDIRECT": "b"]
            )
        }
        let diagnostic = try #require(problem?.diagnostic)
        #expect(diagnostic.message == "the environment variable PLAIN_SECRET is not set")
        #expect(diagnostic.location.line == 4)
    }
}
