import Documents
import Engine
import FoundationEssentials
import JOSE
import LatchkeyTestSupport
import Synchronization
import Testing
import Vault

@testable import Inbox

@Suite("The inbox, opened")
struct InboxRunTests {
    private let scene: InboxScene
    private let keys: InboxKeys
    private let receiver: SealingKey

    init() async throws {
        scene = try InboxScene()
        keys = try await scene.store.change(now: InboxScene.now.addingTimeInterval(-86_400))
        receiver = try #require(keys.receiver)
    }

    private func token(_ invitation: Invitation) throws -> String {
        try invitation.token(signedBy: try #require(keys.signer))
    }

    private func reasons() throws -> [String] {
        try scene.letters.filter { $0.hasSuffix(".json") }.map { path in
            let reason = try JSONValue(parsing: try #require(scene.disk.files[path]))
            return try #require(reason["reason"]?.string)
        }
    }

    @Test("a message's code goes into the user's file, and the message goes")
    func takes() async throws {
        try scene.send(InboxScene.connect(try token(InboxScene.invitation())), to: receiver)
        let report = await scene.run()
        #expect(report.taken.map(\.outcome) == [.connected])
        #expect(report.touched.map(\.description) == ["anna/plain"])
        #expect(try await scene.stored()?.pendingCode?.code.reveal() == InboxScene.code)
        #expect(scene.letters == [])
        // The code is a secret of this run from here on.
        #expect(scene.ledger.find(in: Array(InboxScene.code.utf8)))
    }

    @Test("what is asked under the name of a private page goes into that person's file")
    func alias() async throws {
        var scene = scene
        let key = PageKey(text: Secret("a2V5"), alias: "p" + String(repeating: "0a", count: 10))
        let anna = try InboxScene.user()
        scene.people = PrivatePeople(users: [anna], keys: [anna: key], obstacle: nil)
        let token = try token(InboxScene.invitation(user: key.alias))
        try scene.send(InboxScene.connect(token, ["user": .string(key.alias)]), to: receiver)
        let report = await scene.run()
        #expect(report.touched.map(\.description) == ["anna/plain"])
        #expect(try await scene.stored()?.pendingCode?.code.reveal() == InboxScene.code)
        // A name of a link that was changed is nobody's, and no file is made for it.
        let old = "p" + String(repeating: "0b", count: 10)
        let other = try self.token(InboxScene.invitation("invitation-00002", user: old))
        let late: JSONObject = ["user": .string(old), "id": "message-0000000009"]
        try scene.send(InboxScene.connect(other, late), to: receiver)
        #expect(await scene.run().rejected.count == 1)
        #expect(try await scene.vault.load(InboxScene.user(old)) == nil)
        // Where the key can't be opened, it waits.
        scene.people = PrivatePeople(users: [anna], keys: [:], obstacle: "no secret key")
        try scene.send(InboxScene.connect(other, late), to: receiver)
        #expect(await scene.run().waiting.count == 1)
        #expect(scene.letters.contains("data/inbox/a.jwe"))
    }

    @Test("an empty inbox asks gpg for nothing")
    func empty() async throws {
        try scene.disk.replace("data/inbox/README.md", with: [1], mode: 0o644)
        try scene.disk.replace("data/inbox/.hidden.jwe", with: [1], mode: 0o644)
        let before = scene.cipher.openCount
        #expect(await scene.run().isEmpty)
        #expect(scene.cipher.openCount == before)
        #expect(scene.letters.count == 2)
    }

    @Test("a crash between file and message finds the receipt, and takes nothing twice")
    func crash() async throws {
        let document = InboxScene.connect(try token(InboxScene.invitation()))
        try scene.send(document, to: receiver)
        _ = await scene.run()
        let generation = try await scene.stored()?.generation
        // The message is there once more, sealed anew or as it was.
        try scene.send(document, to: receiver)
        let report = await scene.run()
        #expect(report.taken.map(\.outcome) == [.known])
        #expect(try await scene.stored()?.generation == generation)
        #expect(scene.letters == [])
    }

    @Test("what does not check goes aside with a reason that tells nothing of it")
    func rejects() async throws {
        let good = try token(InboxScene.invitation())
        try scene.send(InboxScene.connect(good, ["user": "ben"]), to: receiver, as: "a")
        try scene.send(InboxScene.connect(good), to: SealingKey(), as: "b")
        try scene.disk.replace("data/inbox/c.jwe", with: Array("hello".utf8), mode: 0o644)
        try scene.disk.replace("data/inbox/d.jwe", with: [0xFF, 0xFE, 0], mode: 0o644)
        try scene.disk.replace("data/inbox/e.jwe", with: [], mode: 0o644)
        try scene.send(InboxScene.connect(nil), to: receiver, as: "f")
        let report = await scene.run()
        #expect(report.taken == [])
        #expect(report.rejected.count == 6)
        #expect(
            try Set(reasons())
                == ["invitation_mismatch", "unknown_key", "not_sealed", "invitation_missing"]
        )
        #expect(scene.letters.allSatisfy { $0.hasPrefix("data/inbox/rejected/") })
        for path in scene.letters where path.hasSuffix(".json") {
            let text = String(decoding: scene.disk.files[path] ?? [], as: UTF8.self)
            for word in ["ben", "anna", "plain", InboxScene.code] {
                #expect(!text.contains("\"\(word)"), "\(path)")
            }
        }
        #expect(try scene.vault.users() == [])
        // Nothing is left to be looked at.
        #expect(await scene.run().isEmpty)
    }

    @Test("one bad message stops no other, nor one bad user's file another's")
    func isolation() async throws {
        try scene.disk.replace("data/connections/ben.gpg", with: [1, 2, 3], mode: 0o600)
        let ben = try InboxScene.invitation("invitation-00002", user: "ben")
        let odd: JSONObject = ["user": "ben", "id": "message-0000000005", "code": "code-of-ben-1"]
        try scene.send(InboxScene.connect(try token(ben), odd), to: receiver, as: "a")
        try scene.disk.replace("data/inbox/b.jwe", with: Array("x".utf8), mode: 0o644)
        let anna = try token(InboxScene.invitation())
        try scene.send(InboxScene.connect(anna), to: receiver, as: "c")
        let report = await scene.run()
        #expect(report.taken.map(\.key.user.text) == ["anna"])
        #expect(report.rejected.count == 1)
        #expect(report.waiting.count == 1)
        #expect(scene.letters.contains("data/inbox/a.jwe"))
    }

    @Test("of several messages of one person the last one written wins, whatever their names")
    func order() async throws {
        for (name, seconds) in [("z", -300.0), ("m", -30), ("a", -200)] {
            let at = Timestamp.text(InboxScene.now.addingTimeInterval(seconds))
            let invitation = try InboxScene.invitation("invitation-0000\(name)")
            try scene.send(
                InboxScene.connect(
                    try token(invitation),
                    [
                        "at": .string(at), "id": .string("message-000000000\(name)"),
                        "code": .string("code-\(name)-of-anna"),
                    ]
                ),
                to: receiver,
                as: name
            )
        }
        let report = await scene.run()
        #expect(report.taken.count == 3)
        #expect(try await scene.stored()?.pendingCode?.code.reveal() == "code-m-of-anna")
        #expect(try await scene.vault.load(try InboxScene.user())?.file.receipts.count == 3)
    }

    @Test("a code that is over is told: a place in the file, a reason beside the message")
    func lapses() async throws {
        let at = Timestamp.text(InboxScene.now.addingTimeInterval(-86_400))
        try scene.send(
            InboxScene.connect(try token(InboxScene.invitation()), ["at": .string(at)]),
            to: receiver
        )
        let report = await scene.run()
        #expect(report.lapsed.map(\.description) == ["anna/plain"])
        #expect(try reasons() == ["code_expired"])
        #expect(try await scene.stored() != nil)
        #expect(try await scene.stored()?.pendingCode == nil)
    }

    @Test("without keys, and with other keys, messages wait or go aside, and no run fails")
    func withoutKeys() async throws {
        let other = try InboxScene()
        try other.send(InboxScene.connect(nil), to: receiver)
        let report = await other.run()
        #expect(report.warnings.count == 1)
        #expect(other.letters == ["data/inbox/a.jwe"])
    }

    @Test("a file that can't be saved keeps its messages")
    func unsaved() async throws {
        try scene.send(InboxScene.connect(try token(InboxScene.invitation())), to: receiver)
        try scene.disk.replace("data/connections/.gpg-id", with: Array("no@one".utf8), mode: 0o644)
        let report = await scene.run()
        #expect(report.taken == [])
        #expect(report.waiting.count == 1)
        #expect(scene.letters == ["data/inbox/a.jwe"])
    }

    @Test("a selection takes its own messages and leaves the others")
    func selection() async throws {
        try scene.send(InboxScene.connect(try token(InboxScene.invitation())), to: receiver)
        let other = try #require(Selection(["ben"], providers: ["plain"]))
        #expect(await scene.run(selection: other).isEmpty)
        #expect(scene.letters == ["data/inbox/a.jwe"])
        let own = try #require(Selection(["anna"], providers: ["plain"]))
        #expect(await scene.run(selection: own).taken.count == 1)
    }

    @Test(
        "a code that everybody can read already is no secret, and keeps nothing from being written"
    )
    func publicCode() async throws {
        try scene.send(
            InboxScene.connect(try token(InboxScene.invitation()), ["code": "connected"]),
            to: receiver
        )
        let report = await scene.run(isPublic: { $0 == Secret("connected") })
        #expect(report.rejected.map(\.code) == ["malformed"])
        #expect(!scene.ledger.find(in: Array("connected".utf8)))
    }

    @Test("only so many messages are opened in one run, and so many rejected ones kept")
    func bounds() async throws {
        for number in 0..<(InboxFolder.mostMessages + 5) {
            let name = String(number + 10_000)
            try scene.disk.replace(
                "data/inbox/\(name).jwe",
                with: Array(name.utf8),
                mode: 0o644
            )
        }
        let report = await scene.run()
        #expect(report.rejected.count == InboxFolder.mostMessages)
        #expect(report.warnings.count == 1)
        let kept = scene.letters.filter { $0.hasPrefix("data/inbox/rejected/") }
        #expect(kept.count == 2 * InboxFolder.mostRejected)
        #expect(await scene.run().rejected.count == 5)
    }

    @Test("what is too large is removed, with a reason left")
    func giant() async throws {
        let bytes = [UInt8](repeating: 65, count: InboxFolder.sizeLimit + 1)
        try scene.disk.replace("data/inbox/a.jwe", with: bytes, mode: 0o644)
        #expect(await scene.run().rejected.map(\.code) == ["unfit"])
        #expect(try reasons() == ["unfit"])
        #expect(scene.letters.count == 1)
    }

    @Test("links, folders and odd names end where they belong, and nothing behind a link is read")
    func disk() async throws {
        let folder = try TemporaryFolder()
        let files = LocalFileStore()
        let inbox = InboxFolder(data: folder.path, files: files)
        try files.replace("\(folder.path)/secret", with: Array("eyJ".utf8), mode: 0o600)
        let names = ["a (1).jwe", "-rf.jwe", "a\nb.jwe", "ä\u{202e}.jwe", "'; touch x'.jwe"]
        for name in names {
            try files.replace("\(inbox.path)/\(name)", with: Array(name.utf8), mode: 0o644)
        }
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: "\(inbox.path)/link.jwe",
            withDestinationPath: "\(folder.path)/secret"
        )
        try manager.createDirectory(
            atPath: "\(inbox.path)/folder.jwe",
            withIntermediateDirectories: false
        )
        let run = InboxRun(
            inbox,
            scene.vault,
            rules: scene.rules,
            ledger: scene.ledger,
            selection: Selection(),
            end: { _, _ in .done }
        )
        let report = await run.run()
        #expect(report.rejected.count == names.count + 2)
        #expect(report.rejected.count { $0.code == "unfit" } == 2)
        // A folder is nobody's to remove.
        #expect(try inbox.names() == ["folder.jwe"])
        #expect(report.warnings.count == 1)
        #expect(try files.read("\(folder.path)/secret", limit: 10) == Array("eyJ".utf8))
        let aside = try files.list(inbox.rejectedPath)
        #expect(aside.count == 2 * names.count + 2)
        #expect(aside.allSatisfy { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } })
    }

    private func enroll() async throws {
        let grant = Grant(
            accessToken: Secret("access-token-1"),
            refreshToken: nil,
            scopes: [],
            authorizedAt: InboxScene.now.addingTimeInterval(-86_400),
            issuedAt: InboxScene.now.addingTimeInterval(-86_400),
            accessExpiresAt: nil,
            refreshExpiresAt: nil,
            extra: [:]
        )
        _ = try await scene.vault.save(
            UserFile(
                user: try InboxScene.user(),
                connections: [Connection(provider: "plain", grant: grant, generation: 1)]
            ),
            replacing: nil
        )
    }

    @Test("a wish is told to the provider before the connection ends here")
    func disconnects() async throws {
        try await enroll()
        try scene.send(InboxScene.disconnect(try token(InboxScene.invitation())), to: receiver)
        let asked = Mutex<[String]>([])
        let report = await scene.run(end: { key, connection in
            asked.withLock {
                $0.append("\(key) \(connection.grant?.accessToken?.reveal() ?? "-")")
            }
            return .done
        })
        #expect(asked.withLock { $0 } == ["anna/plain access-token-1"])
        #expect(report.taken.map(\.outcome) == [.disconnected])
        #expect(try await scene.stored()?.disconnectedAt == InboxScene.now)
        #expect(scene.letters == [])
    }

    @Test("a provider that can't be told is tried for a day; then the connection ends here alone")
    func patience() async throws {
        try await enroll()
        try scene.send(InboxScene.disconnect(try token(InboxScene.invitation())), to: receiver)
        let report = await scene.run(end: { _, _ in .failed("no answer") })
        #expect(report.waiting.count == 1)
        #expect(try await scene.stored()?.disconnectedAt == nil)
        #expect(scene.letters == ["data/inbox/a.jwe"])
        var later = scene
        later.now = InboxScene.now.addingTimeInterval(90_000)
        let last = await later.run(end: { _, _ in .failed("no answer") })
        #expect(last.warnings.count == 1)
        #expect(try await scene.stored()?.disconnectedAt == later.now)
    }
}
