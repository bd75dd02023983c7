import Documents
import FoundationEssentials
import Pipeline
import Testing
import Transport

@testable import Engine

@Suite("Answers that are no JSON, empty, or a failure told in a 200")
struct AnswerClassifierTests {
    // Lesson 24: a firewall's page is no word of the provider about a grant.
    @Test(
        "a page is no word about a grant",
        arguments: [
            (400, true, FailureClass.transient), (403, true, .transient), (401, true, .app),
            (403, false, .transient), (404, false, .transient), (500, true, .transient),
            (502, false, .transient), (429, true, .rateLimited), (200, true, .transient),
            (302, true, .transient), (200, false, .transient),
        ]
    )
    func page(status: Int, isToken: Bool, expected: FailureClass) throws {
        for provider in ["spotify", "instagram"] {
            let answer = Classified.response(status, "<html>invalid_grant</html>")
            let failure = try #require(
                try Classified.failure(provider, isToken: isToken, answer)
            )
            #expect(failure.failure == expected)
            if status != 302 { #expect(failure.detail.contains("no JSON")) }
        }
    }

    @Test("a rule that would condemn by the status alone does not condemn by a page")
    func condemningRule() throws {
        // Mastodon's file takes a 401 of the API for a revoked token.
        let word = Classified.response(401, #"{"error":"The access token was revoked"}"#)
        let failure = try #require(try Classified.failure("mastodon", isToken: false, word))
        #expect(failure.failure == .reconnect)
        #expect(failure.reason == .revoked)
        let page = Classified.response(401, "<html></html>")
        let other = try #require(try Classified.failure("mastodon", isToken: false, page))
        #expect(other.failure == .transient)
        #expect(other.reason == .unexpectedAnswer)
    }

    // Lesson 24: rules by code alone meet servers that fail with the same code in their answer.
    @Test(
        "no code condemns a grant from within a failing server's answer",
        arguments: [
            ("x", true, 502, FailureClass.transient), ("github", true, 500, .transient),
            ("deezer", false, 503, .transient), ("youtube", false, 500, .transient),
            ("x", true, 429, .rateLimited), ("x", true, 400, .reconnect),
        ]
    )
    func failingServer(
        provider: String,
        isToken: Bool,
        status: Int,
        expected: FailureClass
    ) throws {
        let body = [
            "x":
                #"{"error":"invalid_request","error_description":"Value passed for the token was invalid."}"#,
            "github": #"{"error":"bad_refresh_token"}"#, "deezer": #"{"error":{"code":300}}"#,
            "youtube": #"{"error":{"errors":[{"reason":"authError"}]}}"#,
        ]
        let answer = Classified.response(status, try #require(body[provider]))
        let failure = try #require(try Classified.failure(provider, isToken: isToken, answer))
        #expect(failure.failure == expected)
    }

    // Lesson 7: whoever may have acted leaves doubt, whoever refused does not.
    @Test(
        "what leaves a spent credential in doubt",
        arguments: [
            (200, "<html>", true), (500, "", true), (503, "{}", true), (504, "<html>", true),
            (302, "", true), (403, "<html>", true), (400, "{}", false), (401, "", false),
            (429, "{}", false),
        ]
    )
    func doubt(status: Int, body: String, isAmbiguous: Bool) throws {
        let failure = try #require(
            try Classified.failure("spotify", isToken: true, Classified.response(status, body))
        )
        #expect(failure.isAmbiguous == isAmbiguous)
    }

    @Test("an empty success is a success without a document", arguments: [200, 204])
    func empty(status: Int) throws {
        let answer = Classified.response(status, "")
        #expect(try Classified.failure("spotify", isToken: true, answer) == nil)
    }

    @Test("a failure told in a 200 is one, and its code is read")
    func toldInSuccess() throws {
        let body =
            #"{"data":{},"error":{"code":"access_token_invalid","message":"m","log_id":"1"}}"#
        let failure = try #require(
            try Classified.failure("tiktok", isToken: false, Classified.response(200, body))
        )
        #expect(failure.code == "access_token_invalid")
        #expect(failure.status == 200)
        let good = #"{"data":{"user":{}},"error":{"code":"ok","message":"","log_id":"1"}}"#
        #expect(
            try Classified.failure("tiktok", isToken: false, Classified.response(200, good)) == nil
        )
    }

    // Lessons 33 and 50: nothing that could be a token is repeated.
    @Test(
        "a code that does not look like one is not repeated",
        arguments: [
            ("invalid_grant", true), ("E-1.2 b", true),
            ("IGQVJ" + String(repeating: "a", count: 44), false),
            ("https://a.test/?token=x", false), ("söme", false), ("a\\nb", false),
        ]
    )
    func printable(code: String, isShown: Bool) throws {
        let answer = Classified.response(400, #"{"error":"\#(code)"}"#)
        let failure = try #require(try Classified.failure("spotify", isToken: true, answer))
        #expect(failure.code == (isShown ? code : nil))
        #expect(!failure.sentence.contains("token=x"))
    }

    @Test("an answer in a form is read as one, whatever its type says of itself")
    func form() {
        let form = HTTPResponse(
            status: 200,
            headers: [("content-type", "application/x-www-form-urlencoded; charset=utf-8")],
            body: Array("access_token=a%20b&expires=0".utf8)
        )
        #expect(AnswerDocument.parse(form) == ["access_token": "a b", "expires": "0"])
        let text = Classified.response(
            200,
            "access_token=a",
            headers: [("Content-Type", "text/plain")]
        )
        #expect(AnswerDocument.parse(text) == ["access_token": "a"])
        let page = Classified.response(
            200,
            "<a href=x>",
            headers: [("Content-Type", "text/html")]
        )
        #expect(AnswerDocument.parse(page) == nil)
        let mislabelled = Classified.response(
            200,
            #"{"a":1}"#,
            headers: [("Content-Type", "text/javascript")]
        )
        #expect(AnswerDocument.parse(mislabelled) == ["a": 1])
    }
}
