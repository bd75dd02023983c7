import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Vault

@testable import Engine

/// Values the tests share.
enum Sample {
    static let day: Double = 86_400
    static let now = date("2026-11-24T12:00:00Z")

    static func date(_ text: String) -> Date {
        Timestamp.parse(text) ?? Date(timeIntervalSince1970: 0)
    }

    static func user(_ name: String = "alice") throws -> UserID { try #require(UserID(name)) }

    static func key(
        _ provider: String = "plain",
        user: String = "alice",
        label: String = "default"
    ) throws -> ConnectionKey {
        ConnectionKey(user: try Self.user(user), provider: provider, label: label)
    }

    /// The definition a pipeline text gives; fails the test with its complaints.
    static func pipeline(_ text: String, name: String = "plain") throws -> PipelineDefinition {
        let store = InMemoryFileStore()
        try store.replace("pipelines/\(name).yml", with: Array(text.utf8), mode: 0o644)
        let loaded = PipelineDirectory.load(directory: "pipelines", files: store)
        try #require(loaded.diagnostics.filter { $0.severity == .error }.isEmpty)
        return try #require(loaded.definitions.first)
    }

    static func grant(
        access: String? = "access-token-1",
        refresh: String? = "refresh-token-1",
        issuedDaysAgo: Double = 1,
        authorizedDaysAgo: Double = 10,
        accessEnds: Double? = 3600,
        refreshEnds: Double? = nil
    ) -> Grant {
        Grant(
            accessToken: access.map(Secret.init),
            refreshToken: refresh.map(Secret.init),
            scopes: ["read"],
            authorizedAt: now.addingTimeInterval(-authorizedDaysAgo * day),
            issuedAt: now.addingTimeInterval(-issuedDaysAgo * day),
            accessExpiresAt: accessEnds.map { now.addingTimeInterval($0) },
            refreshExpiresAt: refreshEnds.map { now.addingTimeInterval($0) },
            extra: [:]
        )
    }

    static let plain = """
        name: Plain
        client:
          id: ${env.PLAIN_ID}
          secret: ${env.PLAIN_SECRET}
          redirect_uri: ${env.PLAIN_REDIRECT}
        authorize:
          url: https://id.plain.test/authorize
          scopes: [read]
          pkce: none
        exchange:
          url: https://id.plain.test/token
        refresh:
          url: https://id.plain.test/token
          rotates: sometimes
        profile:
          every: 6h
          url: https://api.plain.test/me
          fields:
            id: $.id
            username: $.name
        public: [id, username]
        """

    /// As Instagram: the access token renews itself, a day old at the earliest.
    static let selfRenewing = """
        name: Renewing
        client:
          id: ${env.PLAIN_ID}
          secret: ${env.PLAIN_SECRET}
          redirect_uri: ${env.PLAIN_REDIRECT}
        authorize:
          url: https://id.plain.test/authorize
          scopes: [read]
          pkce: none
        exchange:
          url: https://id.plain.test/token
        refresh:
          method: GET
          url: https://id.plain.test/refresh
          query:
            access_token: ${access_token}
          uses: access_token
          min_age: 24h
          window: 10d
        lifetimes:
          access: 60d
        profile:
          every: 6h
          url: https://api.plain.test/me
          fields:
            id: $.id
        public: [id]
        """

    static let environment = [
        "PLAIN_ID": "client-id", "PLAIN_SECRET": "client-secret",
        "PLAIN_REDIRECT": "http://127.0.0.1:8765/callback",
    ]

    static func values(
        _ pipeline: PipelineDefinition,
        parameters: [String: Secret] = [:],
        overrides: ServerOverrides = ServerOverrides()
    ) throws -> TemplateValues {
        try TemplateValues(
            pipeline,
            parameters: parameters,
            overrides: overrides,
            environment: environment
        )
    }
}
