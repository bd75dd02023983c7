import Documents
import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("How a token answer changes a grant")
struct GrantUpdateTests {
    private func response(_ json: String, _ pipeline: PipelineDefinition) throws -> TokenResponse {
        let answer = try #require(pipeline.refresh?.step.answer)
        return TokenResponse(try JSONValue(parsing: Array(json.utf8)), answer, now: Sample.now)
    }

    // Lessons 5, 8 and 10: absent means keep, empty never replaces full.
    @Test(
        "the refresh token that stays",
        arguments: [
            (#"{"access_token":"new","expires_in":3600}"#, "refresh-token-1"),
            (#"{"access_token":"new","refresh_token":""}"#, "refresh-token-1"),
            (#"{"access_token":"new","refresh_token":null}"#, "refresh-token-1"),
            (#"{"access_token":"new","refresh_token":"rotated"}"#, "rotated"),
        ]
    )
    func keepsRefreshToken(json: String, expected: String) throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let grant = try #require(
            GrantUpdate.refreshed(
                Sample.grant(),
                by: try response(json, pipeline),
                pipeline,
                now: Sample.now
            )
        )
        #expect(grant.refreshToken?.reveal() == expected)
        #expect(grant.accessToken?.reveal() == "new")
        #expect(grant.authorizedAt == Sample.grant().authorizedAt)
    }

    @Test("an answer without an access token changes nothing")
    func noAccessToken() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let answer = try response(#"{"access_token":"","refresh_token":"r"}"#, pipeline)
        #expect(
            GrantUpdate.refreshed(Sample.grant(), by: answer, pipeline, now: Sample.now) == nil
        )
    }

    @Test("a short-lived access token beside an unchanged refresh token is not written")
    func forgets() {
        let old = Sample.grant(access: nil, accessEnds: nil)
        var renewed = Sample.grant(access: "new", accessEnds: 3600)
        renewed.issuedAt = Sample.now
        #expect(GrantUpdate.forVault(renewed, replacing: old, now: Sample.now) == old)
        renewed.refreshToken = Secret("rotated")
        #expect(GrantUpdate.forVault(renewed, replacing: old, now: Sample.now) == renewed)
    }

    @Test("scopes come as text with spaces or commas, or as a list")
    func scopes() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        for json in [#""b a""#, #""b,a""#, #"["b","a"]"#] {
            let answer = try response(#"{"access_token":"t","scope":\#(json)}"#, pipeline)
            #expect(answer.scopes == ["a", "b"])
        }
    }
}
