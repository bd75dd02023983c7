import Documents
import Engine
import Pipeline
import Testing

@testable import Site

@Suite("The site's files say what a page needs and nothing secret")
struct SiteBuilderTests {
    private static let plain = """
        name: Plain
        client: {id: "${env.PLAIN_ID}", secret: "${env.PLAIN_SECRET}", redirect_uri: "${env.PLAIN_URI}"}
        servers: {id: https://id.plain.test}
        authorize:
          url: ${servers.id}/authorize
          scopes: {read: to show the name}
          params: {prompt: consent, app: "${client.id}"}
        exchange: {url: https://id.plain.test/token}
        lifetimes: {absolute: 6mo}

        """
    private static let hosted = """
        name: Hosted
        parameters: {host: {pattern: '[a-z]+\\.example', description: Your host}}
        client: {id: "${env.PLAIN_ID}", redirect_uri: "${env.PLAIN_URI}"}
        authorize: {url: "https://${param.host}/authorize"}
        exchange: {url: "https://${param.host}/token"}

        """
    private static let keyed = """
        name: Keyed
        parameters: {key: {pattern: '[a-z]+', secret: true}}
        client: {id: "${env.PLAIN_ID}", secret: "${param.key}", redirect_uri: "${env.PLAIN_URI}"}
        authorize: {url: https://id.keyed.test/authorize}
        exchange: {url: https://id.keyed.test/token}

        """
    private static let environment = [
        "PLAIN_ID": "the-app", "PLAIN_SECRET": "hush-hush-hush",
        "PLAIN_URI": "https://s.example/auth/plain/callback/",
    ]

    private func builder(
        _ file: String,
        as provider: String = "plain",
        environment: [String: String] = Self.environment,
        url: String? = "https://s.example/"
    ) throws -> SiteBuilder {
        let reading = PipelineReader.read(
            SourceFile(path: "p/\(provider).yml", bytes: Array(file.utf8))
        )
        var settings = SiteSettings()
        settings.url = url
        return SiteBuilder(
            settings: settings,
            pipelines: [try #require(reading.definition, "\(reading.diagnostics)")],
            overrides: ServerOverrides(),
            environment: environment
        )
    }

    private func provider(
        _ builder: SiteBuilder,
        over earlier: JSONValue? = nil
    ) throws -> JSONValue {
        let bytes = try #require(builder.files(over: earlier)["providers.json"])
        return try #require(try JSONValue(parsing: bytes)["providers"]?[0])
    }

    @Test("a provider whose app is configured can be connected to")
    func configured() throws {
        let entry = try provider(try builder(Self.plain))
        #expect(entry["scopes"] == [["id": "read", "reason": "to show the name"]])
        #expect(entry["renews"] == false)
        #expect(entry["lifetimes"]?["consent"] == 15_778_800)
        #expect(
            entry["authorize"] == [
                "url": "https://id.plain.test/authorize", "clientId": "the-app",
                "redirectUri": "https://s.example/auth/plain/callback/", "pkce": "S256",
                "parameters": ["prompt": "consent", "app": "the-app"],
            ]
        )
    }

    @Test("no file holds the client's secret")
    func secrecy() throws {
        for (path, bytes) in try builder(Self.plain).files() {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("hush"), "\(path)")
        }
    }

    @Test("a run without the credentials keeps what one with them wrote")
    func kept() throws {
        let earlier = try JSONValue(
            parsing: try #require(try builder(Self.plain).files()["providers.json"])
        )
        let bare = try builder(Self.plain, environment: [:])
        #expect(try provider(bare, over: earlier)["authorize"] != nil)
        #expect(try provider(bare)["authorize"] == nil)
    }

    @Test("a redirect URI that leads elsewhere makes no button, and a warning")
    func elsewhere() throws {
        let other = Self.environment.merging(["PLAIN_URI": "http://127.0.0.1:8765/callback"]) { $1 }
        let builder = try builder(Self.plain, environment: other)
        #expect(try provider(builder)["authorize"] == nil)
        #expect(
            builder.warnings == [
                "Plain has no Connect button: its redirect URI is not this site's "
                    + "https://s.example/auth/plain/callback/"
            ]
        )
    }

    @Test("a person's own value stays open in the address")
    func parameters() throws {
        let environment = ["PLAIN_ID": "a", "PLAIN_URI": "https://s.example/auth/hosted/callback/"]
        let entry = try provider(
            try builder(Self.hosted, as: "hosted", environment: environment)
        )
        #expect(entry["authorize"]?["url"] == "https://${param.host}/authorize")
        #expect(entry["parameters"]?[0]?["name"] == "host")
    }

    @Test("who has to answer is told to the page")
    func issuer() throws {
        let file = Self.plain.replacing(
            "  params: {",
            with: "  issuer: ${servers.id}/one\n  params: {"
        )
        let entry = try provider(try builder(file))
        #expect(entry["authorize"]?["issuer"] == "https://id.plain.test/one")
    }

    @Test("a provider that needs a secret of the person's has no button")
    func secretParameter() throws {
        let environment = ["PLAIN_ID": "a", "PLAIN_URI": "https://s.example/auth/keyed/callback/"]
        let builder = try builder(Self.keyed, as: "keyed", environment: environment)
        let entry = try provider(builder)
        #expect(entry["authorize"] == nil && entry["parameters"] == nil)
        #expect(builder.warnings.count == 1)
    }

    @Test("each page carries the policy, and each provider has its callback page")
    func pages() throws {
        let files = try builder(Self.plain).files()
        #expect(files["auth/plain/callback/index.html"] != nil)
        #expect(files["auth/callback.html"] == nil)
        for (path, bytes) in files where path.hasSuffix(".html") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("<meta http-equiv=\"Content-Security-Policy\""), "\(path)")
            #expect(!text.contains("frame-ancestors"), "a page can't say who frames it")
        }
    }

    @Test("the way post opens the policy for its origin and no other")
    func policy() {
        var settings = SiteSettings()
        settings.handover = [Handover(.post, ["url": "https://hooks.example:8443/in?x=1"])]
        settings.pictures = .hide
        let policy = SiteHeaders(settings).pagePolicy
        #expect(policy.contains("connect-src 'self' https://hooks.example:8443;"))
        #expect(policy.contains("img-src 'self';"))
        #expect(policy.hasPrefix("default-src 'none'"))
    }
}
