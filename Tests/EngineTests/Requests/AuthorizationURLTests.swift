import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("The page a person is sent to (RFC 6749, section 4.1.1)")
struct AuthorizationURLTests {
    @Test("parameters in the standard's order, PKCE's challenge included")
    func standard() throws {
        let pipeline = try Sample.pipeline(Sample.plain.replacing("  pkce: none\n", with: ""))
        let url = try AuthorizationURL.build(
            try Sample.values(pipeline),
            state: "a state",
            challenge: "a-challenge"
        )
        #expect(
            url
                == "https://id.plain.test/authorize?response_type=code&client_id=client-id&redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fcallback&scope=read&state=a%20state&code_challenge=a-challenge&code_challenge_method=S256"
        )
    }

    @Test("a begun authorization keeps what its callback is checked against")
    func begun() throws {
        let pipeline = try Sample.pipeline(Sample.plain.replacing("  pkce: none\n", with: ""))
        let authorization = try Authorization(try Sample.values(pipeline), now: Sample.now)
        let state = authorization.pending.state.reveal()
        #expect(state.utf8.count == 43)
        #expect(authorization.url.contains("&state=\(state)&"))
        let verifier = try #require(authorization.pending.verifier?.reveal())
        #expect(authorization.url.contains(PKCE(verifier: verifier).challenge))
        #expect(!authorization.url.contains(verifier))
    }
}
