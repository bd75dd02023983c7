import Documents
@testable import Pipeline
import Testing

@Suite("pipelines/instagram.yml says what Instagram does")
struct InstagramTests {
    private let definition: PipelineDefinition

    init() throws {
        definition = try PipelineFiles.definition("instagram")
    }

    @Test("Names, servers and credentials")
    func head() {
        #expect(definition.name == "Instagram")
        #expect(
            definition.servers.mapValues(\.text) == [
                "www": "https://www.instagram.com", "api": "https://api.instagram.com",
                "graph": "https://graph.instagram.com",
            ]
        )
        #expect(definition.client.id.text == "${env.INSTAGRAM_APP_ID}")
        #expect(definition.client.secret?.text == "${env.INSTAGRAM_APP_SECRET}")
        #expect(definition.client.redirectURI.text == "${env.INSTAGRAM_REDIRECT_URI}")
        #expect(definition.client.authentication == .body)
    }

    @Test("The authorize page knows no PKCE, and a code ends before its suffix")
    func authorize() {
        let authorize = definition.authorize
        #expect(authorize.url.text == "${servers.www}/oauth/authorize")
        #expect(authorize.scopes.map(\.name) == ["instagram_business_basic"])
        #expect(authorize.scopeSeparator == ",")
        #expect(authorize.pkce == .none)
        #expect(authorize.codeSuffix == "#_")
    }

    @Test("Two calls turn a code into a token of 60 days, out of either answer")
    func exchange() throws {
        #expect(definition.exchange.map(\.name) == ["short-lived", "long-lived"])
        let short = try #require(definition.exchange.first)
        #expect(short.request.method == "POST")
        #expect(short.request.url.text == "${servers.api}/oauth/access_token")
        #expect(short.request.body.text == "standard [] [] []")
        #expect(short.answer.accessToken.texts == ["$.data[0].access_token", "$.access_token"])
        #expect(short.answer.scope.texts == ["$.data[0].permissions", "$.permissions"])
        let long = try #require(definition.exchange.last)
        #expect(long.request.method == "GET")
        #expect(long.request.url.text == "${servers.graph}/access_token")
        #expect(long.request.body.text == "none")
        #expect(
            long.request.query.texts == [
                "grant_type=ig_exchange_token", "client_secret=${client.secret}",
                "access_token=${access_token}",
            ]
        )
        #expect(definition.lifetimes.code == Span(seconds: 3600))
        #expect(definition.lifetimes.access == Span(seconds: 5_184_000))
        #expect(definition.lifetimes.absolute == nil)
    }

    @Test("Both shapes of an answer yield the same values, and ids keep their digits")
    func picks() throws {
        let short = try #require(definition.exchange.first?.answer)
        let flat = try JSONValue(parsing: Array(#"{"access_token":"a","permissions":"b,c"}"#.utf8))
        let envelope = try JSONValue(
            parsing: Array(#"{"data":[{"access_token":"a","permissions":"b,c"}]}"#.utf8)
        )
        for answer in [flat, envelope] {
            #expect(short.accessToken.first(in: answer) == "a")
            #expect(short.scope.first(in: answer) == "b,c")
        }
        let id = try #require(definition.profile?.steps.first?.fields.first { $0.name == "id" })
        #expect(id.kind == .text)
        for text in [#"{"user_id":17841400000000000001}"#, #"{"data":[{"user_id":"1"}]}"#] {
            #expect(id.pick.first(in: try JSONValue(parsing: Array(text.utf8))) != nil)
        }
    }

    @Test("The token renews itself, not before it is a day old")
    func refresh() throws {
        let refresh = try #require(definition.refresh)
        #expect(refresh.credential == .accessToken)
        #expect(refresh.minimumAge == Span(seconds: 86_400))
        #expect(refresh.window == Span(seconds: 864_000))
        #expect(refresh.step.request.method == "GET")
        #expect(refresh.step.request.url.text == "${servers.graph}/refresh_access_token")
        #expect(
            refresh.step.request.query.texts == [
                "grant_type=ig_refresh_token", "access_token=${access_token}",
            ]
        )
        #expect(definition.revoke == nil)
    }

    @Test("The profile takes two calls, and the unsure fields fail alone")
    func profile() throws {
        let profile = try #require(definition.profile)
        #expect(profile.every == Span(seconds: 21_600))
        #expect(profile.steps.map(\.name) == ["account", "about"])
        #expect(profile.steps.map(\.isOptional) == [false, true])
        #expect(profile.steps.map(\.every) == [nil, Span(seconds: 86_400)])
        #expect(
            profile.steps.map(\.request.url.text)
                == Array(repeating: "${servers.graph}/v25.0/me", count: 2)
        )
        #expect(
            profile.steps.allSatisfy {
                $0.request.query.texts.last == "access_token=${access_token}"
            }
        )
        #expect(definition.api.authorization == nil)
        #expect(
            profile.steps[0].fields.map { "\($0.name) \($0.kind.rawValue)" } == [
                "id text", "username any", "name any", "accountType any", "followers integer",
                "following integer", "mediaCount integer", "profilePictureUrl media_url",
            ]
        )
        #expect(profile.steps[1].fields.map(\.name) == ["biography", "website"])
        #expect(
            definition.publicFields == [
                "id", "username", "name", "accountType", "followers", "following", "mediaCount",
                "profilePictureUrl", "biography", "website",
            ]
        )
    }

    @Test("Limits are told in percent and in minutes")
    func limits() {
        #expect(definition.rateLimits.signals.count == 7)
        #expect(
            definition.rateLimits.signals.first?.text
                == "X-Business-Use-Case-Usage [\"$.*[*].estimated_time_to_regain_access\"] "
                + "retry_after_minutes"
        )
        #expect(definition.rateLimits.signals.dropFirst().allSatisfy { $0.meaning == .percent })
    }
}
