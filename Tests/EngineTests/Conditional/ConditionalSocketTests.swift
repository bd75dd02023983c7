import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

/// What a provider on a real socket may say to a question about a version, and must not get away with.
@Suite("A rude provider is asked whether an answer has changed")
struct ConditionalSocketTests {
    @Test("a 304's body is no answer, neither to its own question nor to the next one's")
    func body() async throws {
        var scene = try await SocketScene(["alice", "bob"])
        _ = try await scene.run(.whole("ann"), .whole("bea"))
        #expect(try scene.name("bob") == "bea")
        let stuffed = RudeAnswer.unchanged(body: RudeAnswer.whole("eve", tag: #""v2""#).text)
        let second = try await scene.run(stuffed, .whole("bella"))
        #expect(second.failures == [nil, nil])
        #expect(second.report.unchanged == 1)
        #expect(try scene.name("alice") == "ann")
        #expect(try scene.name("bob") == "bella")
        await scene.end()
    }

    @Test("a 304 that nobody asked for is told, and what was last read stays, called stale")
    func unasked() async throws {
        var scene = try await SocketScene()
        _ = try await scene.run(.whole("ann", tag: nil))
        let second = try await scene.run(.unchanged())
        #expect(second.conditions == [nil])
        #expect(second.failures == [.unexpectedAnswer])
        #expect(second.report.unchanged == 0)
        #expect(try scene.isStale())
        #expect(try scene.name() == "ann")
        await scene.end()
    }

    @Test("a 304 about another version is followed by a whole answer, or told")
    func anotherVersion() async throws {
        var scene = try await SocketScene()
        _ = try await scene.run(.whole("ann"))
        let second = try await scene.run(.unchanged(#""v9""#), .whole("anna", tag: #""v9""#))
        #expect(second.conditions == [#""v1""#, nil])
        #expect(try scene.name() == "anna")
        let third = try await scene.run(.unchanged(#""v1""#), .unchanged(#""v1""#))
        #expect(third.conditions == [#""v9""#, nil])
        #expect(third.failures == [.unexpectedAnswer])
        #expect(try scene.isStale())
        #expect(try await scene.run(.whole("anna")).conditions == [nil])
        await scene.end()
    }

    static let oddTags = [
        "\"" + String(repeating: "a", count: 511) + "\"",
        "\"" + String(repeating: "a", count: 200_000) + "\"",
        #""a"b""#, #""a", "b""#, "\"a\r\n X-Evil: 1\"", "\"a\r\n\tX-Evil: 1\"", "\"a\rX-Evil: 1\"",
        "\"a\nX-Evil: 1\"", "\"a\u{0}\"", "*", #"W/"a" , *"#, "\"\u{7F}\"", "\"ä\"",
    ]

    @Test("a tag that is none is never sent back, nor a piece of it", arguments: oddTags)
    func oddTag(_ tag: String) async throws {
        var scene = try await SocketScene()
        let first = try await scene.run(.whole("ann", tag: tag))
        #expect(first.failures == [nil] || first.failures == [.unreachable], "\(first.failures)")
        let second = try await scene.run(.whole("anna"))
        #expect(second.conditions == [nil])
        #expect(second.names.isDisjoint(with: ["x-evil", "if-modified-since"]))
        #expect(second.failures == [nil])
        #expect(try scene.name() == "anna")
        await scene.end()
    }

    @Test(
        "a date to come, or one just past, is no version's name",
        arguments: [
            "Tue, 24 Nov 2037 12:00:00 GMT", "Tue, 24 Nov 2026 12:00:01 GMT",
            "Tue, 24 Nov 2026 11:59:30 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "tomorrow",
        ]
    )
    func dates(modified: String) async throws {
        var scene = try await SocketScene()
        let headers = "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\nLast-Modified: \(modified)\r\n"
        _ = try await scene.run(.whole("ann", tag: nil, headers: headers))
        let second = try await scene.run(.whole("anna"))
        #expect(second.names.isDisjoint(with: ["if-modified-since", "if-none-match"]))
        #expect(try scene.name() == "anna")
        await scene.end()
    }

    @Test("another body under the same tag counts, and so does the 304 after it")
    func sameTag() async throws {
        var scene = try await SocketScene()
        _ = try await scene.run(.whole("ann"))
        let second = try await scene.run(.whole("anna"))
        #expect(second.conditions == [#""v1""#])
        #expect(try scene.name() == "anna")
        let third = try await scene.run(.unchanged(#""v1""#))
        #expect(third.report.unchanged == 1)
        #expect(try scene.name() == "anna")
        #expect(try !scene.isStale())
        await scene.end()
    }

    @Test("half an answer under a tag is not kept")
    func cut() async throws {
        var scene = try await SocketScene()
        _ = try await scene.run(.whole("ann"))
        let cut = RudeAnswer.whole("anna", tag: #""v2""#).cut(by: 5)
        let second = try await scene.run(cut, cut, cut)
        #expect(second.failures == [.unreachable], "\(second.failures)")
        #expect(try scene.isStale())
        #expect(try scene.name() == "ann")
        let third = try await scene.run(.whole("anna", tag: #""v2""#))
        #expect(third.conditions != [#""v2""#])
        #expect(try scene.name() == "anna")
        await scene.end()
    }

    @Test("a list of several pages is not asked about: a 304 to its first is told")
    func pages() async throws {
        var scene = try await SocketScene(lists: true)
        let first = RudeAnswer.json(#"{"data":[{"id":"1"}],"after":"2"}"#, tag: #""p1""#)
        let last = RudeAnswer.json(#"{"data":[{"id":"2"}]}"#, tag: #""p2""#)
        _ = try await scene.run(.whole("ann"), first, last)
        let items = try scene.posts()
        #expect(items == 2)
        let second = try await scene.run(.unchanged(), .unchanged())
        #expect(second.conditions == [#""v1""#, nil])
        #expect(second.failures == [.unexpectedAnswer])
        #expect(try scene.posts() == items)
        #expect(try scene.isStale())
        // Nor is a later page: it is a part of the whole.
        let third = try await scene.run(.unchanged(), first, .unchanged())
        #expect(third.conditions == [#""v1""#, nil, nil])
        #expect(third.failures == [.unexpectedAnswer])
        #expect(try scene.posts() == items)
        await scene.end()
    }

    @Test("a 304 stands for what was said last, whoever the provider says it is now")
    func anotherName() async throws {
        var scene = try await SocketScene()
        _ = try await scene.run(.whole("ann"))
        _ = try await scene.run(.whole("eve", id: "8", tag: #""v8""#))
        #expect(try scene.name() == "eve")
        let third = try await scene.run(.unchanged())
        #expect(third.conditions == [#""v8""#])
        #expect(try scene.name() == "eve")
        await scene.end()
    }

    @Test("a 304 to the first question of another account is told, and nothing is called fresh")
    func anotherAccount() async throws {
        var scene = try await SocketScene()
        _ = try await scene.run(.whole("ann"))
        let vault = scene.scene.vault
        let stored = try #require(try await vault.load(try Sample.user()))
        var file = stored.file
        file.connections[0].accountID = "8"
        file.connections[0].grant?.authorizedAt = Sample.now
        file.connections[0].generation += 1
        _ = try await vault.save(file, replacing: stored.digest)
        let second = try await scene.run(.unchanged(#""v1""#))
        #expect(second.conditions == [nil])
        #expect(second.failures == [.unexpectedAnswer])
        #expect(second.report.unchanged == 0)
        #expect(try scene.isStale() || scene.name() == nil)
        #expect(try await scene.run(.whole("eve", id: "8")).failures == [nil])
        #expect(try scene.name() == "eve")
        await scene.end()
    }
}
