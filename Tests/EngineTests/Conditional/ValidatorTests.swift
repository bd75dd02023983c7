import Testing
import Transport

@testable import Engine

@Suite("The name of an answer's version")
struct ValidatorTests {
    /// The condition that an answer's version makes.
    private func found(_ headers: [(name: String, value: String)]) -> String? {
        Validator(of: HTTPResponse(status: 200, headers: headers, body: []))
            .map { "\($0.header.name): \($0.header.value)" }
    }

    @Test(
        "an entity tag is taken as it is written, strong or weak",
        arguments: [#""abc""#, #"W/"abc""#, #""""#, #""a-b:c/d!#~""#]
    )
    func tags(text: String) {
        #expect(found([("etag", text)]) == "If-None-Match: \(text)")
    }

    @Test(
        "what is no entity tag is none",
        arguments: [
            "abc", #"w/"abc""#, #"W/abc"#, #""abc"#, #"abc""#, #"""#, #""a"b""#, #""a b""#,
            "\"a\u{7F}\"", "\"a\r\nX-Evil: 1\"", "\"a\nb\"", #""ä""#, #""猫""#, "*", "",
            #""a", "b""#, #" "abc""#, "\"" + String(repeating: "a", count: 4096) + "\"",
        ]
    )
    func noTags(text: String) {
        #expect(found([("ETag", text)]) == nil)
    }

    @Test("two entity tags say nothing")
    func twice() {
        #expect(found([("ETag", #""a""#), ("ETag", #""b""#)]) == nil)
    }

    private static let date = ("Date", "Tue, 24 Nov 2026 12:00:00 GMT")

    @Test("a date is taken where there is no tag and it is a minute older than the answer")
    func dates() {
        let old = "Tue, 24 Nov 2026 11:59:00 GMT"
        let condition = "If-Modified-Since: \(old)"
        #expect(found([("Last-Modified", old), Self.date]) == condition)
        let tagged = [("Last-Modified", old), ("ETag", #""a""#), Self.date]
        #expect(found(tagged) == #"If-None-Match: "a""#)
        // A tag that is none leaves the date.
        #expect(found([("ETag", "a"), ("Last-Modified", old), Self.date]) == condition)
    }

    @Test(
        "a date that is too fresh, later or none is not relied on",
        arguments: [
            "Tue, 24 Nov 2026 11:59:01 GMT", "Wed, 25 Nov 2026 12:00:00 GMT", "yesterday", "0", "",
        ]
    )
    func noDates(text: String) {
        #expect(found([("Last-Modified", text), Self.date]) == nil)
        #expect(found([("Last-Modified", "Tue, 24 Nov 2026 11:00:00 GMT")]) == nil)
    }

    @Test(
        "a 304 that names another version contradicts; weak and strong are compared weakly",
        arguments: [
            (#""a""#, #""a""#, false), (#""a""#, #"W/"a""#, false), (#"W/"a""#, #""a""#, false),
            (#""a""#, #""b""#, true), (#""a""#, "a", true), (#""a""#, "", true),
        ]
    )
    func contradiction(asked: String, told: String, contradicts: Bool) throws {
        let validator = try #require(Validator(.entityTag, asked))
        let answer = HTTPResponse(status: 304, headers: [("ETag", told)], body: [])
        #expect(validator.isContradicted(by: answer) == contradicts)
        let silent = HTTPResponse(status: 304, headers: [], body: [])
        #expect(!validator.isContradicted(by: silent))
    }
}
