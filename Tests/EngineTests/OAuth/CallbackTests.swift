import Testing
import Vault

@testable import Engine

@Suite("A callback brings a code, or says why not")
struct CallbackTests {
    static let redirect = "http://127.0.0.1:8765/callback"

    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let code: String
        var state: String?
        var testDescription: String { text }
    }

    @Test(
        "URLs, queries and bare codes",
        arguments: [
            Row(text: "\(redirect)?code=abc&state=s1", code: "abc", state: "s1"),
            Row(text: "  \(redirect)?state=s1&code=abc#_\n", code: "abc", state: "s1"),
            Row(text: "code=a%2Fb&state=s1", code: "a/b", state: "s1"),
            Row(text: "?code=a+b&state=s1", code: "a b", state: "s1"),
            Row(text: "abc#_", code: "abc"),
            Row(text: "abc", code: "abc"),
        ]
    )
    func reads(row: Row) throws {
        let pipeline = try Sample.pipeline(
            Sample.plain.replacing("  pkce: none", with: "  pkce: none\n  code_suffix: '#_'")
        )
        let callback = try Callback(row.text, pipeline, redirectURI: Self.redirect)
        #expect(callback.code.reveal() == row.code)
        #expect(callback.state == row.state)
    }

    @Test(
        "what brings no code",
        arguments: [
            ("", CallbackProblem.empty),
            ("\(redirect)?state=s", .noCode("code")),
            ("https://evil.test/callback?code=a", .otherRedirect(redirect)),
            ("\(redirect)er?code=a", .otherRedirect(redirect)),
            (
                "\(redirect)?error=access_denied&error_reason=user_denied&state=s",
                .refused(code: "access_denied", by: "user_denied")
            ),
        ]
    )
    func refuses(text: String, problem: CallbackProblem) throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        #expect(throws: problem) {
            try Callback(text, pipeline, redirectURI: Self.redirect)
        }
    }

    @Test(
        "where the provider says who answers, nobody else's answer counts (RFC 9207)",
        arguments: [
            ("code=a&state=s&iss=https%3A%2F%2Fid.test", nil),
            ("code=a&state=s", CallbackProblem.otherIssuer("https://id.test")),
            ("code=a&state=s&iss=https%3A%2F%2Fevil.test", .otherIssuer("https://id.test")),
            ("code=a&state=s&iss=https%3A%2F%2Fid.test%2F", .otherIssuer("https://id.test")),
            ("error=access_denied&state=s&iss=x", .otherIssuer("https://id.test")),
        ]
    )
    func issuer(query: String, problem: CallbackProblem?) throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        func read() throws -> Callback {
            try Callback(
                "\(Self.redirect)?\(query)",
                pipeline,
                redirectURI: Self.redirect,
                issuer: "https://id.test"
            )
        }
        guard let problem else {
            #expect(try read().code.reveal() == "a")
            return
        }
        #expect(throws: problem) { try read() }
    }

    // Found by measuring: looking for the last character walked over all flags, for each of them.
    @Test("a pasted row of flags is a code like any other")
    func flags() throws {
        let flags = String(repeating: "🇩🇪", count: 50_000)
        let callback = try Callback(
            " \(flags)\r\n\u{2003}",
            Sample.pipeline(Sample.plain),
            redirectURI: Self.redirect
        )
        #expect(Array(callback.code.reveal().utf8) == Array(flags.utf8))
    }
}
