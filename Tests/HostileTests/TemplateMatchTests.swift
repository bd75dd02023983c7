import Documents
import Pipeline
import Testing

@testable import Hostile

@Suite("Templates turned round")
struct TemplateMatchTests {
    private func match(_ parts: Template.Part...) -> TemplateMatch {
        TemplateMatch(parts) { $0 == .clientID ? "id" : nil }
    }

    @Test("variables are read out, known ones are literals")
    func values() {
        let header = match(.literal("Bearer "), .variable(.accessToken))
        #expect(header.values(in: "Bearer abc") == [.accessToken: "abc"])
        #expect(header.values(in: "OAuth abc") == nil)
        let both = match(.variable(.clientID), .literal("/"), .variable(.code), .literal("/end"))
        #expect(both.values(in: "id/xyz/end") == [.code: "xyz"])
        #expect(both.values(in: "other/xyz/end") == nil)
        #expect(both.values(in: "id/xyz/end/more") == nil)
    }

    @Test("a URL is cut into path and query, whatever begins it")
    func url() {
        let url = match(
            .literal("https://host.test/a/"),
            .variable(.accountID),
            .literal("?b=c&d=e")
        )
        let parts = url.pathAndQuery()
        #expect(parts.path.values(in: "/a/7") == [.accountID: "7"])
        #expect(parts.query.writtenFields.map(\.name) == ["b", "d"])
        #expect(parts.query.writtenFields.map(\.value) == ["c", "e"])
    }
}
