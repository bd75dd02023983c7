import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("Data is read with a token known to be good")
struct DataSyncTests {
    /// A collection with that paging, and what the script makes of it.
    private func read(
        _ paging: String,
        limit: Int = 100,
        _ answers: [ScriptedTransport.Answer]
    ) async throws -> (items: [JSONValue], urls: [String]) {
        let text =
            Sample.plain + """

                collections:
                  posts:
                    url: https://api.plain.test/posts
                    query: {fields: id}
                    items: $.data
                    fields: {id: $.id}
                    paging: \(paging)
                    limit: \(limit)
                """
        let pipeline = try Sample.pipeline(text)
        let transport = ScriptedTransport(answers)
        let values = try Sample.values(pipeline).with(Sample.grant(), accountID: nil)
        let items = try await DataSync(
            StepRunner(transport, pipeline, now: { Sample.now })
        ).collection(try #require(pipeline.collections.first), values)
        let base = "https://api.plain.test/posts"
        #expect(
            transport.requests.allSatisfy { request in
                request.kind == .read
                    && request.headers.contains { $0.value == "Bearer access-token-1" }
            }
        )
        return (items, transport.requests.map { String($0.url.dropFirst(base.count)) })
    }

    private func page(_ ids: [Int], _ more: String = "") -> ScriptedTransport.Answer {
        let items = ids.map { #"{"id":\#($0),"secret":"x"}"# }.joined(separator: ",")
        return .json(#"{"data":[\#(items)]\#(more)}"#)
    }

    private func ids(_ ids: Int...) -> [JSONValue] {
        ids.map { ["id": .string(String($0))] }
    }

    @Test("cursors are followed, and only the fields named are kept")
    func cursor() async throws {
        let found = try await read(
            "{cursor: $.after, parameter: after}",
            [page([1, 2], #","after":"c 1""#), page([3], #","after":"c2""#), page([])]
        )
        #expect(found.items == ids(1, 2, 3))
        #expect(found.urls == ["?fields=id", "?fields=id&after=c%201", "?fields=id&after=c2"])
    }

    @Test("a next URL is followed as it is, and not to another host")
    func nextURL() async throws {
        let found = try await read(
            "{next: $.next}",
            [
                page([1], #","next":"https://api.plain.test/posts?page=2""#),
                page([2], #","next":"https://evil.test/posts?page=3""#),
            ]
        )
        #expect(found.items == ids(1, 2))
        #expect(found.urls == ["?fields=id", "?page=2"])
    }

    @Test("a Link header is followed")
    func link() async throws {
        let found = try await read(
            "link",
            [
                .json(
                    #"{"data":[{"id":1}]}"#,
                    headers: [("link", "<https://api.plain.test/posts?p=2>; rel=next")]
                ),
                page([2]),
            ]
        )
        #expect(found.items == ids(1, 2))
        #expect(found.urls == ["?fields=id", "?p=2"])
    }

    @Test("offsets and page numbers go from the first page on")
    func numbers() async throws {
        let offset = try await read("{offset: from, size: 2}", [page([1, 2]), page([3])])
        #expect(offset.items == ids(1, 2, 3))
        #expect(
            offset.urls == ["?fields=id&from=0&limit=2", "?fields=id&from=2&limit=2"]
        )
        let page = try await read("{page: p}", [page([1]), page([2]), page([])])
        #expect(page.items == ids(1, 2))
        #expect(page.urls == ["?fields=id&p=1", "?fields=id&p=2", "?fields=id&p=3"])
    }

    @Test("the limit ends the reading within a page, and no further one is asked for")
    func limit() async throws {
        let found = try await read(
            "{page: p}",
            limit: 3,
            [page([1, 2]), page([3, 4]), page([5, 6])]
        )
        #expect(found.items == ids(1, 2, 3))
        #expect(found.urls.count == 2)
    }

    @Test("a provider that gives the same cursor for ever is left")
    func loop() async throws {
        let same = page([1], #","after":"again""#)
        let found = try await read(
            "{cursor: $.after, parameter: after}",
            [same, same, same, same]
        )
        #expect(found.urls.count == 2)
    }

    // Design, section 3: never replace what was good by half of it.
    @Test("a page that fails fails the collection: half a list is none")
    func half() async throws {
        await #expect(throws: Engine.Failure.self) {
            try await read("{page: p}", [page([1]), .json("{}", status: 500)])
        }
        await #expect(throws: Engine.Failure.self) {
            try await read("{page: p}", [.json(#"{"data":"none"}"#)])
        }
    }

    @Test("a step that may fail is noted, and its fields are named as missed")
    func optionalStep() async throws {
        let pipeline = try ProjectPipeline.load("instagram")
        let transport = ScriptedTransport([
            .json(#"{"user_id":17841400000000000001,"username":"alice_music"}"#),
            .json(#"{"error":{"code":100,"message":"m"}}"#, status: 400),
        ])
        let values = try TemplateValues(
            pipeline,
            parameters: [:],
            overrides: ServerOverrides(),
            environment: ProjectPipeline.environment
        ).with(Sample.grant(), accountID: nil)
        let reading = try await DataSync(
            StepRunner(transport, pipeline, now: { Sample.now })
        ).profile(try #require(pipeline.profile), values)
        #expect(reading.fields["id"] == "17841400000000000001")
        #expect(reading.missed == ["biography", "website"])
        #expect(reading.notes.map(\.step) == ["profile/about"])
    }

    @Test(
        "only the steps named are called, and what the others fill is named as missed",
        arguments: [
            (["who"], ["/me"], ["fans", "picture", "born"]),
            (["about"], ["/about"], ["id", "username"]),
            (nil, ["/me", "/about"], []),
        ] as [([String]?, [String], Set<String>)]
    )
    func someSteps(steps: [String]?, paths: [String], missed: Set<String>) async throws {
        let pipeline = try Sample.pipeline(Sample.steps)
        let transport = ScriptedTransport { request in
            request.url.hasSuffix("/me")
                ? .json(#"{"id":"7","name":"alice"}"#)
                : .json(##"{"fans":9,"picture":"https://cdn.test/a","born":"1990"}"##)
        }
        let values = try Sample.values(pipeline).with(Sample.grant(), accountID: nil)
        let reading = try await DataSync(
            StepRunner(transport, pipeline, now: { Sample.now })
        ).profile(try #require(pipeline.profile), only: steps, values)
        #expect(transport.requests.map { String($0.url.dropFirst(22)) } == paths)
        #expect(reading.missed == missed)
        #expect(missed.isDisjoint(with: reading.fields.members.map(\.name)))
    }

    @Test("what a failed step would have told is not missed where another step tells it")
    func toldTwice() async throws {
        let text = Sample.steps.replacing("      every: 7d\n", with: "")
            .replacing("born: $.born", with: "username: $.born")
            .replacing("- name: who", with: "- name: who\n      optional: true")
        let pipeline = try Sample.pipeline(text)
        let transport = ScriptedTransport([
            .json("{}", status: 404), .json(#"{"fans":9,"born":"alice"}"#),
        ])
        let values = try Sample.values(pipeline).with(Sample.grant(), accountID: nil)
        let reading = try await DataSync(
            StepRunner(transport, pipeline, now: { Sample.now })
        ).profile(try #require(pipeline.profile), values)
        #expect(reading.fields["username"] == "alice")
        #expect(reading.missed == ["id"])
    }

    @Test("a profile without any of the fields named is an answer of another kind")
    func foreignAnswer() async throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let values = try Sample.values(pipeline).with(Sample.grant(), accountID: nil)
        let sync = DataSync(
            StepRunner(
                ScriptedTransport([.json(#"{"login":"please"}"#)]),
                pipeline,
                now: { Sample.now }
            )
        )
        let profile = try #require(pipeline.profile)
        let failure = await #expect(throws: Engine.Failure.self) {
            try await sync.profile(profile, values)
        }
        #expect(failure?.reason == .unexpectedAnswer)
        #expect(failure?.failure == .transient)
    }
}
