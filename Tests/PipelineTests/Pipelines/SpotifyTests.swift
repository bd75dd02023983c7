import Documents
@testable import Pipeline
import Testing

@Suite("pipelines/spotify.yml says what Spotify does")
struct SpotifyTests {
    private let definition: PipelineDefinition

    init() throws {
        definition = try PipelineFiles.definition("spotify")
    }

    @Test("Names, servers and credentials")
    func head() {
        #expect(definition.name == "Spotify")
        #expect(
            definition.servers.mapValues(\.text) == [
                "accounts": "https://accounts.spotify.com", "api": "https://api.spotify.com/v1",
            ]
        )
        #expect(definition.client.id.text == "${env.SPOTIFY_CLIENT_ID}")
        #expect(definition.client.secret?.text == "${env.SPOTIFY_CLIENT_SECRET}")
        #expect(definition.client.redirectURI.text == "${env.SPOTIFY_REDIRECT_URI}")
        #expect(definition.client.authentication == .basic)
    }

    @Test("The authorize page takes PKCE and scopes with spaces between them")
    func authorize() {
        #expect(definition.authorize.url.text == "${servers.accounts}/authorize")
        #expect(definition.authorize.scopes.map(\.name) == ["user-read-private"])
        #expect(definition.authorize.scopeSeparator == " ")
        #expect(definition.authorize.pkce == .s256)
    }

    @Test("Token calls are the standard's, and six months after the consent all ends")
    func tokens() throws {
        #expect(definition.exchange.map(\.request.url.text) == ["${servers.accounts}/api/token"])
        #expect(definition.exchange.map(\.request.body.text) == ["standard [] [] []"])
        let refresh = try #require(definition.refresh)
        #expect(refresh.step.request.url.text == "${servers.accounts}/api/token")
        #expect(refresh.step.request.body.text == "standard [] [] []")
        #expect(refresh.credential == .refreshToken)
        #expect(refresh.rotation == .sometimes)
        #expect(refresh.minimumAge == nil)
        #expect(definition.lifetimes.access == Span(seconds: 3600))
        #expect(definition.lifetimes.refresh == nil)
        #expect(definition.lifetimes.absolute == Span(months: 6))
        #expect(definition.revoke == nil)
    }

    @Test("The profile prefers the stable id")
    func profile() throws {
        let step = try #require(definition.profile?.steps.first)
        #expect(definition.profile?.steps.count == 1)
        #expect(step.request.method == "GET")
        #expect(step.request.url.text == "${servers.api}/me")
        #expect(definition.api.authorization?.text == "Bearer ${access_token}")
        #expect(
            step.fields.texts == [
                "id: text $.account_id|$.id", "username: any $.id", "name: any $.display_name",
                "followers: integer $.followers.total",
                "profilePictureUrl: any $.images[0].url",
                "profileUrl: any $.external_urls.spotify",
            ]
        )
        #expect(
            definition.publicFields == [
                "id", "username", "name", "followers", "profilePictureUrl", "profileUrl",
            ]
        )
    }

    @Test("Two dialects tell failures, and the standard's rules read them")
    func errors() throws {
        let token = try JSONValue(parsing: Array(#"{"error":"invalid_grant"}"#.utf8))
        let api = try JSONValue(
            parsing: Array(#"{"error":{"status":403,"message":"no","reason":"PREMIUM"}}"#.utf8)
        )
        #expect(definition.errors.token.code.first(in: token) == "invalid_grant")
        #expect(definition.errors.api.code.first(in: api) == 403)
        #expect(definition.errors.api.subcode.first(in: api) == "PREMIUM")
        #expect(definition.errors.token.rules.map(\.text) == DefaultErrorRules.token.map(\.text))
        #expect(definition.errors.api.rules.map(\.text) == DefaultErrorRules.api.map(\.text))
    }
}
