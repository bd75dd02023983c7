import Documents
import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("What a token answer brought")
struct TokenResponseTests {
    private func response(_ json: String, _ provider: String = "spotify") throws -> TokenResponse {
        let pipeline = try ProjectPipeline.load(provider)
        let answer = try #require(pipeline.exchange.first?.answer)
        return TokenResponse(try JSONValue(parsing: Array(json.utf8)), answer, now: Sample.now)
    }

    @Test("the standard's answer (RFC 6749, section 5.1)")
    func standard() throws {
        let found = try response(
            #"{"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r","scope":"two one"}"#
        )
        #expect(found.accessToken == Secret("a"))
        #expect(found.refreshToken == Secret("r"))
        #expect(found.accessExpiry == .at(Sample.now.addingTimeInterval(3600)))
        #expect(found.refreshExpiry == .untold)
        #expect(found.scopes == ["one", "two"])
    }

    @Test(
        "scopes in each of their shapes",
        arguments: [
            (#""b,a""#, ["a", "b"]), (#""b a""#, ["a", "b"]), (#"["b","a"]"#, ["a", "b"]),
            (#""""#, []), ("null", nil), ("7", nil),
        ] as [(String, [String]?)]
    )
    func scopes(json: String, expected: [String]?) throws {
        #expect(try response(#"{"access_token":"a","scope":\#(json)}"#).scopes == expected)
    }

    // Lessons 5 and 8
    @Test("what is empty is not there", arguments: [#""""#, "null", "{}", "[]"])
    func empty(json: String) throws {
        let found = try response(#"{"access_token":\#(json),"refresh_token":\#(json)}"#)
        #expect(found.accessToken == nil)
        #expect(found.refreshToken == nil)
    }

    @Test("it prints nothing of what it holds")
    func printing() throws {
        let found = try response(#"{"access_token":"the-token","refresh_token":"the-other"}"#)
        var text = ""
        dump(found, to: &text)
        text += "\(found)"
        #expect(!text.contains("the-token"))
        #expect(!text.contains("the-other"))
    }
}
