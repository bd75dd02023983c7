import Documents
import Engine
import FoundationEssentials
import JOSE
import LatchkeyTestSupport
import Pipeline
import Testing
import Vault

@testable import Inbox

/// A vault, keys and a site, and messages as a browser makes them.
struct InboxScene {
    static let now = Timestamp.parse("2026-11-24T12:00:00Z") ?? .distantPast
    static let site = "https://status.example/"
    static let redirectURI = "https://status.example/auth/plain/callback/"
    static let code = "code-of-anna-1"
    static let verifier = String(repeating: "v", count: 43)

    let disk = InMemoryFileStore(["data/connections/.gpg-id": Array("test@example.org\n".utf8)])
    let cipher = PlainCipher()
    let ledger = SecretLedger()
    let pipelines: [String: PipelineDefinition]
    var now = InboxScene.now
    var requiresInvitation = true
    var people = PrivatePeople.nobody
    var environment = [
        "PLAIN_ID": "id", "PLAIN_SECRET": "secret", "PLAIN_REDIRECT": InboxScene.redirectURI,
    ]

    static let pipeline = """
        name: Plain
        parameters:
          host:
            pattern: '[a-z]+\\.test'
            default: id.test
        client:
          id: ${env.PLAIN_ID}
          secret: ${env.PLAIN_SECRET}
          redirect_uri: ${env.PLAIN_REDIRECT}
        authorize:
          url: https://${param.host}/authorize
          scopes: [read]
          copy: {shop: shop_name}
        exchange:
          url: https://${param.host}/token
        lifetimes: {code: 1h}
        profile:
          url: https://api.plain.test/me
          fields: {id: $.id}
        public: [id]
        """

    init(_ text: String = InboxScene.pipeline) throws {
        let store = InMemoryFileStore(["pipelines/plain.yml": Array(text.utf8)])
        let loaded = PipelineDirectory.load(directory: "pipelines", files: store)
        try #require(loaded.diagnostics.filter { $0.severity == .error } == [])
        pipelines = Dictionary(uniqueKeysWithValues: loaded.definitions.map { ($0.provider, $0) })
    }

    var vault: ConnectionVault {
        ConnectionVault(directory: "data/connections", files: disk, cipher: cipher)
    }

    var folder: InboxFolder { InboxFolder(data: "data", files: disk) }
    var store: InboxKeyStore { InboxKeyStore(vault, ledger: ledger) }

    var rules: InboxRules {
        InboxRules(
            site: Self.site,
            requiresInvitation: requiresInvitation,
            pipelines: pipelines,
            environment: environment,
            overrides: ServerOverrides(),
            now: now,
            people: people
        )
    }

    static func user(_ name: String = "anna") throws -> UserID { try #require(UserID(name)) }

    static func invitation(
        _ id: String = "invitation-00001",
        user: String = "anna",
        provider: String? = nil,
        label: String? = nil,
        issuer: String = InboxScene.site,
        days: Double = 7
    ) throws -> Invitation {
        Invitation(
            id: id,
            user: try Self.user(user),
            provider: provider,
            label: label,
            issuer: issuer,
            issuedAt: now.addingTimeInterval(-3600),
            endsAt: now.addingTimeInterval(days * 86_400)
        )
    }

    /// A message's members, before they are sealed.
    static func connect(_ token: String?, _ changes: JSONObject = [:]) -> JSONValue {
        var object: JSONObject = [
            "schema": "latchkey/message/1", "kind": "connect", "id": "message-0000000001",
            "at": .string(Timestamp.text(now.addingTimeInterval(-60))), "user": "anna",
            "provider": "plain", "label": "default", "code": .string(code),
            "redirectUri": .string(redirectURI), "verifier": .string(verifier),
        ]
        object["invitation"] = token.map { .string($0) }
        return laid(changes, over: object)
    }

    static func disconnect(_ token: String?, _ changes: JSONObject = [:]) -> JSONValue {
        var object: JSONObject = [
            "schema": "latchkey/message/1", "kind": "disconnect", "id": "message-0000000002",
            "at": .string(Timestamp.text(now.addingTimeInterval(-60))), "user": "anna",
            "provider": "plain", "label": "default",
        ]
        object["invitation"] = token.map { .string($0) }
        return laid(changes, over: object)
    }

    /// Members laid over others; `null` takes one out.
    static func laid(_ changes: JSONObject, over object: JSONObject) -> JSONValue {
        var object = object
        for member in changes.members {
            object[member.name] = member.value == .null ? JSONValue?.none : member.value
        }
        return .object(object)
    }

    /// The stored connection, where there is one.
    func stored(
        _ user: String = "anna",
        label: String = "default"
    ) async throws -> Connection? {
        try await vault.load(try Self.user(user))?.file.connection("plain", label)
    }

    /// Puts a sealed message into the inbox.
    func send(_ document: JSONValue, to key: SealingKey, as name: String = "a") throws {
        try disk.replace(
            "data/inbox/\(name).jwe",
            with: Array(try TestSealer().seal(document, to: key).utf8),
            mode: 0o644
        )
    }

    func run(
        selection: Selection = Selection(),
        pageKey: [UInt8]? = nil,
        isPublic: @escaping @Sendable (Secret) -> Bool = { _ in false },
        end: @escaping @Sendable (ConnectionKey, Connection) async -> Ending = { _, _ in .done }
    ) async -> InboxReport {
        await InboxRun(
            folder,
            vault,
            rules: rules,
            ledger: ledger,
            selection: selection,
            isPublic: isPublic,
            pageKey: { _ in pageKey },
            end: end
        ).run()
    }

    /// What is in the inbox and beside it.
    var letters: [String] {
        disk.files.keys.filter { $0.hasPrefix("data/inbox/") }.sorted()
    }
}
