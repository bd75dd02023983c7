import Testing
import Vault

@testable import Engine

@Suite("What --only names")
struct SelectionTests {
    @Test(
        "users, providers, and both",
        arguments: [
            (["alice"], true, true), (["bob"], false, false), (["instagram"], true, true),
            (["spotify"], true, false), (["alice/instagram"], true, true),
            (["alice/spotify"], true, false), (["alice/instagram/default"], true, true),
            (["alice/instagram/band"], true, false), (["bob", "instagram"], true, true),
            ([], true, true),
        ]
    )
    func includes(options: [String], user: Bool, connection: Bool) throws {
        let selection = try #require(Selection(options, providers: ["instagram", "spotify"]))
        #expect(selection.includes(try Sample.user("alice")) == user)
        #expect(selection.includes(try Sample.key("instagram")) == connection)
        #expect(selection.isEverything == options.isEmpty)
    }

    @Test(
        "a text that can be neither",
        arguments: ["", "/", "alice/", "/instagram", "a/b/c/d", "../x", ".hidden", "a b"]
    )
    func refused(option: String) {
        #expect(Selection([option], providers: ["instagram"]) == nil)
        #expect(Selection(["alice", option], providers: ["instagram"]) == nil)
    }
}
