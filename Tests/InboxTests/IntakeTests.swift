import Crypto
import Documents
import Engine
import FoundationEssentials
import JOSE
import Testing
import Vault

@testable import Inbox

@Suite("What a message makes of its user's file")
struct IntakeTests {
    private let scene: InboxScene
    private let keys: InboxKeys
    private let signer: SigningKey

    init() throws {
        scene = try InboxScene()
        keys = InboxKeys.make(now: InboxScene.now.addingTimeInterval(-86_400))
        signer = try #require(keys.signer)
    }

    private func token(_ invitation: Invitation) throws -> String {
        try invitation.token(signedBy: signer)
    }

    private func file(_ connections: Connection..., receipts: [Receipt] = []) throws -> UserFile {
        UserFile(user: try InboxScene.user(), connections: connections, receipts: receipts)
    }

    private func take(
        _ document: JSONValue,
        file: UserFile? = nil,
        rules: InboxRules? = nil,
        keys: InboxKeys? = nil,
        pageKey: [UInt8]? = nil
    ) throws -> Intake {
        try Intake(
            try InboxMessage(document),
            for: file,
            keys: keys ?? self.keys,
            rules: rules ?? scene.rules,
            pageKey: pageKey
        )
    }

    private static func grant(daysAgo: Double = 10) -> Grant {
        let time = InboxScene.now.addingTimeInterval(-daysAgo * 86_400)
        return Grant(
            accessToken: Secret("access-token-1"),
            refreshToken: nil,
            scopes: [],
            authorizedAt: time,
            issuedAt: time,
            accessExpiresAt: nil,
            refreshExpiresAt: nil,
            extra: [:]
        )
    }

    @Test("a code waits in the file, with what its exchange repeats, and a receipt beside it")
    func connected() throws {
        let document = InboxScene.connect(
            try token(InboxScene.invitation()),
            ["params": ["shop_name": "corner", "other": "x"], "parameters": ["host": "here.test"]]
        )
        guard case .connected(let file) = try take(document) else {
            Issue.record("not taken")
            return
        }
        let connection = try #require(file.connection("plain", "default"))
        let code = try #require(connection.pendingCode)
        #expect(code.code.reveal() == InboxScene.code)
        #expect(code.verifier?.reveal() == InboxScene.verifier)
        #expect(code.redirectURI == InboxScene.redirectURI)
        #expect(code.receivedAt == InboxScene.now.addingTimeInterval(-60))
        #expect(code.extra == ["shop": Secret("corner")])
        #expect(code.parameters == ["host": Secret("here.test")])
        #expect(code.attemptedAt == nil)
        #expect(connection.generation == 1)
        #expect(file.hasTaken(message: "message-0000000001"))
        #expect(file.hasUsed(invitation: "invitation-00001"))
    }

    @Test("a message with one thing wrong is refused for that", arguments: TamperedMessage.all)
    func tampered(row: TamperedMessage) throws {
        let document = InboxScene.connect(try token(InboxScene.invitation()), row.changes)
        #expect(throws: MessageProblem.self) { try take(document) }
        do {
            _ = try take(document)
        } catch let problem as MessageProblem {
            #expect(problem.code == row.code)
            #expect(!problem.sentence.isEmpty)
        }
    }

    @Test(
        "where the pipeline names an issuer, nobody else's code is taken",
        arguments: [
            ("https://id.test", true), (nil, false), ("https://id.test/", false),
            ("https://evil.test", false),
        ]
    )
    func issuer(iss: String?, isTaken: Bool) throws {
        let text = InboxScene.pipeline.replacing(
            "  scopes: [read]",
            with: "  scopes: [read]\n  issuer: https://${param.host}"
        )
        let document = InboxScene.connect(
            try token(InboxScene.invitation()),
            ["iss": iss.map { .string($0) } ?? .null]
        )
        let rules = try InboxScene(text).rules
        guard isTaken else {
            #expect(throws: MessageProblem.issuerMismatch) { try take(document, rules: rules) }
            return
        }
        #expect(throws: Never.self) { try take(document, rules: rules) }
    }

    @Test("the whole message, by contrast, is taken")
    func untampered() throws {
        let document = InboxScene.connect(try token(InboxScene.invitation()))
        guard case .connected = try take(document) else {
            Issue.record("not taken")
            return
        }
    }

    @Test(
        "every byte of an invitation counts",
        arguments: [0, 1, 2]
    )
    func tamperedInvitation(part: Int) throws {
        let token = try token(InboxScene.invitation())
        var parts = token.split(separator: ".").map(String.init)
        var bytes = try #require(Base64URL.bytes(parts[part]))
        for index in bytes.indices {
            bytes[index] ^= 1
            parts[part] = Base64URL.text(bytes)
            bytes[index] ^= 1
            let document = InboxScene.connect(parts.joined(separator: "."))
            #expect(throws: MessageProblem.self, "byte \(index)") { try take(document) }
        }
    }

    @Test("an invitation of another key, another site, another provider or label opens nothing")
    func invitations() throws {
        let stranger = try InboxScene.invitation().token(signedBy: SigningKey())
        let cases: [(String, MessageProblem)] = [
            (stranger, .invitationForged(.unknownKey)),
            (
                try token(InboxScene.invitation(issuer: "https://elsewhere.example/")),
                .invitationOfAnotherSite
            ),
            (try token(InboxScene.invitation(provider: "other")), .invitationMismatch),
            (try token(InboxScene.invitation(label: "band")), .invitationMismatch),
            (try token(InboxScene.invitation(user: "ben")), .invitationMismatch),
            (try token(InboxScene.invitation(days: 0)), .invitationEnded),
            (try token(InboxScene.invitation(days: -1)), .invitationEnded),
        ]
        for (token, problem) in cases {
            #expect(throws: problem) { try take(InboxScene.connect(token)) }
        }
    }

    @Test("an invitation counts once; the very same message again is only let go")
    func singleUse() throws {
        let token = try token(InboxScene.invitation())
        guard case .connected(let file) = try take(InboxScene.connect(token)) else {
            Issue.record("not taken")
            return
        }
        guard case .known = try take(InboxScene.connect(token), file: file) else {
            Issue.record("the same message counts again")
            return
        }
        let other: JSONObject = ["id": "message-0000000009", "code": "code-of-evil-1"]
        #expect(throws: MessageProblem.invitationUsed) {
            try take(InboxScene.connect(token, other), file: file)
        }
        let wish: JSONObject = ["id": "message-0000000010"]
        #expect(throws: MessageProblem.invitationUsed) {
            try take(InboxScene.disconnect(token, wish), file: file)
        }
    }

    @Test("a code that waits or was sent already is never taken again, whoever brings it")
    func knownCode() throws {
        let code = Secret(InboxScene.code)
        var sent = Connection(provider: "plain", label: "other", grant: Self.grant(), generation: 2)
        sent.spentCode = SpentCode(code, salt: "salt")
        let token = try token(InboxScene.invitation())
        guard case .known = try take(InboxScene.connect(token), file: try file(sent)) else {
            Issue.record("a spent code is taken")
            return
        }
    }

    @Test("one that was taken back opens nothing, nor do a user's that were made until then")
    func revoked() throws {
        let token = try token(InboxScene.invitation())
        let later = InboxScene.now.addingTimeInterval(86_400)
        let user = try InboxScene.user()
        let subjects: [(InvitationRevocation.Subject, Bool)] = [
            (.invitation("invitation-00001"), true), (.invitation("invitation-00002"), false),
            (.user(user, madeUntil: InboxScene.now), true),
            (.user(user, madeUntil: InboxScene.now.addingTimeInterval(-7200)), false),
            (.user(try InboxScene.user("ben"), madeUntil: later), false),
        ]
        for (subject, isRevoked) in subjects {
            var keys = keys
            keys.revoke(InvitationRevocation(subject, until: later), now: InboxScene.now)
            if isRevoked {
                #expect(throws: MessageProblem.invitationRevoked) {
                    try take(InboxScene.connect(token), keys: keys)
                }
            } else {
                #expect(throws: Never.self) { try take(InboxScene.connect(token), keys: keys) }
            }
        }
    }

    @Test(
        "a code that is certainly over lapses, and a device's clock may be off by a few minutes",
        arguments: [
            (0, false), (59 * 60, false), (64 * 60, false), (66 * 60, true), (86_400, true),
        ]
    )
    func age(seconds: Int, isOver: Bool) throws {
        let at = Timestamp.text(InboxScene.now.addingTimeInterval(-Double(seconds)))
        let document = InboxScene.connect(
            try token(InboxScene.invitation()),
            ["at": .string(at)]
        )
        switch try take(document) {
        case .lapsed(let file):
            #expect(isOver)
            // Lesson: the person can use the link again, with a fresh code.
            #expect(!file.hasUsed(invitation: "invitation-00001"))
            #expect(file.connection("plain", "default")?.pendingCode == nil)
        case .connected: #expect(!isOver)
        default: Issue.record("neither taken nor over")
        }
    }

    @Test("a clock that is ahead makes no code live longer")
    func aheadClock() throws {
        let at = Timestamp.text(InboxScene.now.addingTimeInterval(7200))
        let document = InboxScene.connect(
            try token(InboxScene.invitation()),
            ["at": .string(at)]
        )
        guard case .connected(let file) = try take(document) else {
            Issue.record("not taken")
            return
        }
        let code = file.connection("plain", "default")?.pendingCode
        #expect(code?.receivedAt == InboxScene.now)
    }

    @Test("where nothing is required, only somebody who is new may come without an invitation")
    func open() throws {
        var rules = scene.rules
        rules.requiresInvitation = false
        let document = InboxScene.connect(nil)
        guard case .connected = try take(document, rules: rules) else {
            Issue.record("not taken")
            return
        }
        let known = try file(Connection(provider: "plain", grant: Self.grant(), generation: 1))
        for file in [known, try file()] {
            #expect(throws: MessageProblem.invitationMissing) {
                try take(document, file: file, rules: rules)
            }
        }
        #expect(throws: MessageProblem.invitationMissing) {
            try take(InboxScene.disconnect(nil), file: known, rules: rules)
        }
    }

    @Test("a wish ends the connection, and takes its tokens out of the file")
    func disconnect() throws {
        let here = try file(Connection(provider: "plain", grant: Self.grant(), generation: 1))
        let document = InboxScene.disconnect(try token(InboxScene.invitation()))
        guard case .ending(let connection, let after) = try take(document, file: here) else {
            Issue.record("not taken")
            return
        }
        #expect(connection.grant?.accessToken != nil)
        #expect(after.connection("plain", "default")?.disconnectedAt == InboxScene.now)
        #expect(after.connection("plain", "default")?.grant?.accessToken == nil)
        #expect(after.hasUsed(invitation: "invitation-00001"))
        #expect(throws: MessageProblem.notConnected) { try take(document, file: try file()) }
    }

    @Test("a wish that is older than the newest consent, or a week, ends nothing")
    func overtaken() throws {
        let token = try token(InboxScene.invitation(days: 30))
        func wish(daysAgo: Double, consent: Double) throws -> Intake {
            let at = Timestamp.text(InboxScene.now.addingTimeInterval(-daysAgo * 86_400))
            let here = Connection(
                provider: "plain",
                grant: Self.grant(daysAgo: consent),
                generation: 1
            )
            return try take(
                InboxScene.disconnect(token, ["at": .string(at)]),
                file: try file(here)
            )
        }
        #expect(throws: Never.self) { try wish(daysAgo: 6, consent: 7) }
        #expect(throws: MessageProblem.overtaken) { try wish(daysAgo: 3, consent: 2) }
        #expect(throws: MessageProblem.overtaken) { try wish(daysAgo: 8, consent: 20) }
    }

    /// As `message.js` makes it: HKDF and HMAC by their definitions (RFC 5869, RFC 2104).
    private static func proof(_ document: JSONValue, _ pageKey: [UInt8]) -> JSONValue {
        let names = ["kind", "id", "at", "user", "provider", "label"]
        let said = names.compactMap { document[$0]?.string }.joined(separator: "\n")
        let base = HMAC<SHA256>.authenticationCode(
            for: pageKey,
            using: SymmetricKey(data: [UInt8](repeating: 0, count: 32))
        )
        let key = HMAC<SHA256>.authenticationCode(
            for: Array("latchkey/disconnect/1".utf8) + [1],
            using: SymmetricKey(data: Array(base))
        )
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(said.utf8),
            using: SymmetricKey(data: Array(key))
        )
        return .string(Base64URL.text(Array(code)))
    }

    @Test("the key of a private page proves a wish, and each thing that the wish says")
    func pageKey() throws {
        let pageKey = Array(UInt8(0)..<32)
        let here = try file(Connection(provider: "plain", grant: Self.grant(), generation: 1))
        let document = InboxScene.disconnect(nil)
        let proof = Self.proof(document, pageKey)
        let whole = InboxScene.laid(["proof": proof], over: try #require(document.object))
        #expect(throws: Never.self) { try take(whole, file: here, pageKey: pageKey) }
        #expect(throws: MessageProblem.proofRefused) { try take(whole, file: here) }
        #expect(throws: MessageProblem.proofRefused) {
            try take(whole, file: here, pageKey: pageKey.reversed())
        }
        let changes: [JSONObject] = [
            ["id": "message-0000000003"], ["at": "2026-11-24T11:59:30Z"], ["label": "band"],
            ["provider": "other"], ["user": "ben"],
        ]
        for change in changes {
            let object = try #require(whole.object)
            #expect(throws: MessageProblem.proofRefused) {
                try take(InboxScene.laid(change, over: object), file: here, pageKey: pageKey)
            }
        }
    }

    @Test("without the app's credentials nobody can tell, and the message is not refused")
    func unconfigured() throws {
        var rules = scene.rules
        rules.environment = [:]
        let document = InboxScene.connect(try token(InboxScene.invitation()))
        #expect(throws: SetupProblem.self) { try take(document, rules: rules) }
    }

    @Test("a credential that the vault knows goes only where it was given for")
    func secretParameter() throws {
        let scene = try InboxScene(
            InboxScene.pipeline.replacing(
                "parameters:\n",
                with: "parameters:\n  token:\n    pattern: '.*'\n    secret: true\n"
            )
        )
        let known = Connection(
            provider: "plain",
            grant: Self.grant(),
            generation: 1,
            parameters: ["host": Secret("here.test"), "token": Secret("instance-secret")]
        )
        func take(_ host: String) throws -> Intake {
            let document = InboxScene.connect(
                try token(InboxScene.invitation()),
                ["parameters": ["host": .string(host)]]
            )
            return try self.take(document, file: try file(known), rules: scene.rules)
        }
        guard case .connected(let after) = try take("here.test") else {
            Issue.record("not taken")
            return
        }
        let parameters = after.connection("plain", "default")?.pendingCode?.parameters
        #expect(parameters?["token"]?.reveal() == "instance-secret")
        #expect(throws: MessageProblem.parametersRefused) { try take("other.test") }
    }
}
