import Documents
@testable import Pipeline
import Testing

@Suite("What is peculiar to other providers")
struct ProvidersTests {
    @Test("TikTok's app id has another name in every call")
    func tiktok() throws {
        let definition = try PipelineFiles.definition("tiktok")
        #expect(definition.authorize.renames == ["client_id": "client_key"])
        #expect(
            definition.exchange.map(\.request.body.text)
                == [#"standard [] ["client_id>client_key"] []"#]
        )
        #expect(definition.refresh?.rotation == .always)
        let failure = try #require(definition.profile?.steps.first?.request.failure)
        let fine = #"{"data":{"user":{}},"error":{"code":"ok"}}"#
        let broken = #"{"error":{"code":"access_token_invalid"}}"#
        #expect(failure.select(from: try JSONValue(parsing: Array(fine.utf8))).isEmpty)
        #expect(!failure.select(from: try JSONValue(parsing: Array(broken.utf8))).isEmpty)
    }

    @Test("X calls a dead refresh token an invalid request")
    func x() throws {
        let definition = try PipelineFiles.definition("x")
        let rule = try #require(definition.errors.token.rules.first)
        let match = try #require(rule.match)
        let dead =
            #"{"error":"invalid_request","error_description":"Value passed for the token was invalid."}"#
        let other = #"{"error":"invalid_request","error_description":"Missing parameter"}"#
        #expect(rule.codes == ["invalid_request"])
        #expect(rule.failure == .reconnect)
        #expect(!match.select(from: try JSONValue(parsing: Array(dead.utf8))).isEmpty)
        #expect(match.select(from: try JSONValue(parsing: Array(other.utf8))).isEmpty)
        #expect(definition.lifetimes.code == Span(seconds: 30))
    }

    @Test("Mastodon's host is the connection's, and only a host")
    func mastodon() throws {
        let definition = try PipelineFiles.definition("mastodon")
        #expect(definition.servers.mapValues(\.text) == ["instance": "https://${param.host}"])
        #expect(definition.parameters.map(\.isSecret) == [false, false, true])
        let pattern = try IRegexp(try #require(definition.parameters.first).pattern)
        for host in ["mastodon.social", "social.my-town.example"] {
            #expect(pattern.matchesWhole(host))
        }
        for host in ["localhost", "127.0.0.1", "a.example:80", "a.example/x", "a@b.example", ""] {
            #expect(!pattern.matchesWhole(host))
        }
    }

    @Test("Mailchimp's second step brings no token but an address")
    func mailchimp() throws {
        let definition = try PipelineFiles.definition("mailchimp")
        #expect(definition.servers["api"]?.text == "${extra.api_endpoint}/3.0")
        let second = try #require(definition.exchange.last)
        #expect(second.answer.accessToken.texts.isEmpty)
        #expect(second.answer.copied.mapValues(\.texts) == ["api_endpoint": ["$.api_endpoint"]])
        #expect(second.request.headers.texts == ["Authorization=OAuth ${access_token}"])
    }

    @Test("GitHub's token calls fail with status 200, and its grants end by DELETE")
    func github() throws {
        let definition = try PipelineFiles.definition("github")
        #expect(definition.exchange.first?.request.failure?.text == "$.error")
        #expect(definition.revoke?.method == "DELETE")
        #expect(definition.revoke?.authentication.text == "basic ${client.id}:${client.secret}")
        #expect(definition.revoke?.body.text == "json {access_token:<${access_token}>}")
        #expect(
            definition.errors.api.rules.first?.text
                == "403-403 429-429 x-ratelimit-remaining:0 rate_limited"
        )
    }
}
