import Documents
import HTTPTypes
import Testing

@testable import Sandbox

@Suite("The strict provider's profile")
struct StrictUserInfoTests {
    @Test(
        "An answer has a tag, and whoever has that version is told so and no more",
        arguments: [
            ("%", true), ("W/%", true), ("\"x\", W/% ,\"y\"", true), ("*", true), ("\"x\"", false),
            ("", false),
        ]
    )
    func conditions(known: String, isUnchanged: Bool) async throws {
        let stage = Stage()
        let token = try await stage.grant("strict")["access_token"]?.string ?? ""
        var headers = Stage.bearer(token)
        let first = try await stage.get("/strict/userinfo", [], headers)
        let tag = try #require(first.headers[.eTag])
        headers[.ifNoneMatch] = known.replacing("%", with: tag)
        let again = try await stage.get("/strict/userinfo", [], headers)
        #expect(again.status == (isUnchanged ? 304 : 200))
        #expect(again.headers[.eTag] == tag)
        #expect(again.body == (isUnchanged ? "" : first.body))
    }

    @Test("A bad token is refused, whatever version is known")
    func refused() async throws {
        var headers = Stage.bearer("none")
        headers[.ifNoneMatch] = "*"
        #expect(try await Stage().get("/strict/userinfo", [], headers).status == 401)
    }
}
