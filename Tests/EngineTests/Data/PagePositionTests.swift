import Documents
import Pipeline
import Testing
import Transport

@testable import Engine

@Suite("What the next page is asked for with")
struct PagePositionTests {
    private func pick(_ text: String) throws -> ValuePick { ValuePick([try JSONPath(text)]) }

    private func answer(_ link: String? = nil) -> HTTPResponse {
        HTTPResponse(status: 200, headers: link.map { [("Link", $0)] } ?? [], body: [])
    }

    private static let url = "https://api.plain.test/list?limit=2"

    @Test("no paging, no next page")
    func none() {
        var position = PagePosition(nil)
        #expect(position.first.isEmpty)
        #expect(position.next(after: answer(), [:], count: 9, from: Self.url) == nil)
    }

    @Test(
        "a cursor, as long as there is one",
        arguments: [
            (["after": "c1"], "c1"), (["after": 17], "17"), (["after": ""], nil),
            (["after": nil], nil), ([:], nil),
        ] as [(JSONValue, String?)]
    )
    func cursor(document: JSONValue, expected: String?) throws {
        var position = PagePosition(
            .cursor(pick: try pick("$.after"), parameter: "after", more: nil)
        )
        #expect(position.first.isEmpty)
        let next = position.next(after: answer(), document, count: 0, from: Self.url)
        #expect(next == expected.map { .query([("after", $0)]) })
    }

    @Test(
        "a cursor with a flag: only what is there and not false goes on",
        arguments: [
            (["after": "c", "more": true], true), (["after": "c", "more": false], false),
            (["after": "c"], false), (["after": "c", "more": 1], true), (["more": true], false),
        ] as [(JSONValue, Bool)]
    )
    func flag(document: JSONValue, goesOn: Bool) throws {
        var position = PagePosition(
            .cursor(pick: try pick("$.after"), parameter: "after", more: try pick("$.more"))
        )
        let next = position.next(after: answer(), document, count: 1, from: Self.url)
        #expect((next != nil) == goesOn)
    }

    @Test("a cursor that comes back ends the reading")
    func loop() throws {
        var position = PagePosition(
            .cursor(pick: try pick("$.after"), parameter: "after", more: nil)
        )
        func next(_ cursor: String) -> PagePosition.Next? {
            position.next(after: answer(), ["after": .string(cursor)], count: 1, from: Self.url)
        }
        #expect(next("a") != nil)
        #expect(next("b") != nil)
        #expect(next("a") == nil)
    }

    @Test(
        "a reference in the answer is resolved against the request (RFC 3986, section 5.2)",
        arguments: [
            ("/list?after=1", "https://api.plain.test/list?after=1"),
            ("?after=1", "https://api.plain.test/v1/list?after=1"),
            ("more?after=1", "https://api.plain.test/v1/more?after=1"),
            ("//api.plain.test/x", "https://api.plain.test/x"),
            ("https://api.plain.test/y", "https://api.plain.test/y"),
        ]
    )
    func resolved(target: String, expected: String) {
        #expect(
            PagePosition.resolve(target, from: "https://api.plain.test/v1/list?limit=2") == expected
        )
    }

    @Test(
        "a URL in the answer, on the same host only",
        arguments: [
            ("https://api.plain.test/list?after=1", true),
            ("https://api.plain.test:443/list?after=1", true),
            ("https://evil.test/list?after=1", false), ("http://api.plain.test/list", false),
            ("https://api.plain.test:8443/list", false),
            ("https://api.plain.test.evil.test/list", false),
            ("https://api.plain.test@evil.test/list", false),
            ("//evil.test/list", false), ("", false),
        ]
    )
    func nextURL(target: String, isFollowed: Bool) throws {
        var inBody = PagePosition(.next(try pick("$.next")))
        let document: JSONValue = ["next": .string(target)]
        #expect(
            inBody.next(after: answer(), document, count: 1, from: Self.url)
                == (isFollowed ? .url(target) : nil)
        )
        // The same URL again would go round for ever.
        #expect(inBody.next(after: answer(), document, count: 1, from: Self.url) == nil)
        var inHeader = PagePosition(.link)
        let header = answer("<\(target)>; rel=\"next\"")
        #expect(
            inHeader.next(after: header, [:], count: 1, from: Self.url)
                == (isFollowed ? .url(target) : nil)
        )
    }

    @Test("an offset grows by what was read, and a short page is the last")
    func offset() {
        var position = PagePosition(.offset(parameter: "from", sizeParameter: "size", size: 50))
        #expect(PagePosition.Next.query(position.first) == .query([("from", "0"), ("size", "50")]))
        func next(_ count: Int) -> PagePosition.Next? {
            position.next(after: answer(), [:], count: count, from: Self.url)
        }
        #expect(next(50) == .query([("from", "50"), ("size", "50")]))
        // A provider may give more than was asked for.
        #expect(next(60) == .query([("from", "110"), ("size", "50")]))
        #expect(next(49) == nil)
    }

    @Test("page numbers grow from the first, and an empty page is the last", arguments: [0, 1])
    func page(first: Int) {
        var position = PagePosition(.page(parameter: "page", first: first))
        #expect(PagePosition.Next.query(position.first) == .query([("page", String(first))]))
        let next = position.next(after: answer(), [:], count: 3, from: Self.url)
        #expect(next == .query([("page", String(first + 1))]))
        #expect(position.next(after: answer(), [:], count: 0, from: Self.url) == nil)
    }

    @Test("a provider that never ends is stopped")
    func endless() {
        var position = PagePosition(.page(parameter: "page", first: 1))
        var pages = 1
        while position.next(after: answer(), [:], count: 1, from: Self.url) != nil { pages += 1 }
        #expect(pages == PagePosition.mostPages)
    }
}
