import Documents
import FoundationEssentials
import Testing

@testable import Sandbox

@Suite("Instagram's media")
struct InstagramMediaTests {
    /// Somebody with enough items for several pages.
    private static let busy =
        Person.listed(50).first { 60..<100 ~= InstagramAccount($0).mediaCount }

    private func account() throws -> InstagramAccount {
        InstagramAccount(try #require(Self.busy))
    }

    private func token(_ stage: Stage) async throws -> String {
        let user = try account().person.name
        return try await stage.grant("instagram", ["user": .string(user)])["access_token"]?.string
            ?? ""
    }

    private func page(_ stage: Stage, _ query: [(String, String)]) async throws -> Reply {
        try await stage.get(
            "/instagram/graph/v25.0/me/media",
            query + [("access_token", try await token(stage))]
        )
    }

    @Test(
        "Following next to its end visits every item that shows, once",
        arguments: [1, 7, 25, 100]
    )
    func walk(limit: Int) async throws {
        let stage = Stage()
        let account = try account()
        var ids: [String] = []
        var reply = try await page(stage, [("limit", String(limit))])
        var pages = 1
        while true {
            ids += reply.json["data"]?.array?.compactMap { $0["id"]?.string } ?? []
            guard let next = reply.json["paging"]?["next"]?.string else { break }
            #expect(next.hasPrefix("http://localhost/instagram/graph/v25.0/me/media?"))
            #expect(next.contains("access_token="))
            reply = try await stage.get(String(next.dropFirst("http://localhost".count)))
            pages += 1
        }
        let visible = (0..<account.mediaCount).filter { !account.isHidden($0) }
        #expect(ids == visible.map { String(account.mediaID($0)) })
        #expect(pages == (account.mediaCount + limit - 1) / limit)
    }

    @Test("A page can be short, or empty, and have a next")
    func shortPages() async throws {
        let stage = Stage()
        let first = try await page(stage, [("limit", "5")])
        #expect(first.json["data"]?.array?.count == 4)
        #expect(first.json["paging"]?["next"] != nil)
        let four = try await page(stage, [("limit", "4")])
        let after = four.json["paging"]?["cursors"]?["after"]?.string ?? ""
        let empty = try await page(stage, [("limit", "1"), ("after", after)])
        #expect(empty.json["data"]?.array == [])
        #expect(empty.json["paging"]?["next"] != nil)
    }

    @Test("Times are written the Graph API's way, without a colon in the offset")
    func timestamp() async throws {
        let reply = try await page(Stage(), [("fields", "timestamp")])
        let text = try #require(reply.json["data"]?[0]?["timestamp"]?.string)
        #expect(text.hasSuffix("+0000"))
        #expect(Timestamp.parse(text) != nil)
    }

    @Test("Albums expand their members in place; others have none")
    func children() async throws {
        let reply = try await page(
            Stage(),
            [("fields", "media_type,children{id,media_type}"), ("limit", "3")]
        )
        let items = reply.json["data"]?.array ?? []
        #expect(items.map { $0["children"] != nil } == [false, false, true])
        #expect(items.last?["children"]?["data"]?[0]?["media_type"] == "IMAGE")
    }

    @Test("Since and until bound the times")
    func bounds() async throws {
        let stage = Stage()
        let since = Int(Stage.startTime.timeIntervalSince1970) - 3 * 86_400
        let reply = try await page(stage, [("since", String(since))])
        #expect(reply.json["data"]?.array?.count == 3)
    }

    @Test(
        "Parameters that are wrong are refused",
        arguments: [
            ("limit", "0"), ("limit", "x"), ("after", "x"), ("since", "x"), ("fields", "likes"),
            ("fields", "children{likes}"),
        ]
    )
    func refuses(name: String, value: String) async throws {
        #expect(try await page(Stage(), [(name, value)]).error == "100")
    }

    @Test(
        "An item can be had by its id; another's, or a hidden one, is 100/33",
        arguments: [
            (true, 0, ""), (true, 4, "100/33"), (true, 239, "100/33"), (false, 0, "100/33"),
        ]
    )
    func item(isOwn: Bool, index: Int, error: String) async throws {
        let stage = Stage()
        let stranger = InstagramAccount(try #require(Person("stranger")))
        let id = (isOwn ? try account() : stranger).mediaID(index)
        let reply = try await stage.get(
            "/instagram/graph/\(id)",
            [("fields", "id,caption"), ("access_token", try await token(stage))]
        )
        #expect(reply.error == error)
    }
}
