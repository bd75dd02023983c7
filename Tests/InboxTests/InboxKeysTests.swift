import Documents
import FoundationEssentials
import JOSE
import LatchkeyTestSupport
import Testing
import Vault

@testable import Inbox

@Suite("The inbox's keys")
struct InboxKeysTests {
    private let now = InboxScene.now
    private let day: TimeInterval = 86_400

    @Test("they are the same when they come back, and nothing of them is published")
    func format() throws {
        var keys = InboxKeys.make(now: now)
        keys.rotate(grace: 30 * day, now: now)
        keys.revoke(InvitationRevocation(.invitation("jti-1"), until: now + day), now: now)
        keys.revoke(
            InvitationRevocation(.user(try InboxScene.user(), madeUntil: now), until: now + day),
            now: now
        )
        let bytes = InboxKeysFormat.encode(keys)
        let read = try #require(InboxKeysFormat.decode(bytes))
        #expect(InboxKeysFormat.encode(read) == bytes)
        #expect(read.signing.map(\.key.id) == keys.signing.map(\.key.id))
        #expect(read.revocations == keys.revocations)
        for jwk in keys.publicSigning(at: now) { #expect(jwk["d"] == nil) }
    }

    @Test(
        "what is no keys' document is none",
        arguments: [
            "", "{}", "[]", #"{"schema":"latchkey/inbox-keys/2","signing":[],"sealing":[]}"#,
            #"{"schema":"latchkey/inbox-keys/1","signing":[]}"#,
            #"{"schema":"latchkey/inbox-keys/1","signing":[{"d":"AA","made_at":"2026-11-24T12:00:00Z"}],"sealing":[]}"#,
            #"{"schema":"latchkey/inbox-keys/1","signing":[{"d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw","made_at":"2026-11-24T12:00:00Z","ends_at":"never"}],"sealing":[]}"#,
            #"{"schema":"latchkey/inbox-keys/1","signing":[],"sealing":[],"revocations":[{"until":"2026-11-24T12:00:00Z"}]}"#,
        ]
    )
    func broken(text: String) {
        #expect(InboxKeysFormat.decode(Array(text.utf8)) == nil)
    }

    @Test("replaced keys count for their grace and no longer, and sign nothing more")
    func rotation() throws {
        var keys = InboxKeys.make(now: now)
        let old = keys
        keys.rotate(grace: 10 * day, now: now)
        #expect(keys.signer?.id != old.signer?.id)
        #expect(keys.receiver?.id != old.receiver?.id)
        let (sign, seal) = (try #require(old.signer?.id), try #require(old.receiver?.id))
        #expect(keys.verifiers(at: now + 9 * day).map(\.id).contains(sign))
        #expect(!keys.verifiers(at: now + 10 * day).map(\.id).contains(sign))
        #expect(keys.opener(seal, at: now + 9 * day) != nil)
        #expect(keys.opener(seal, at: now + 10 * day) == nil)
        // A second rotation does not make the first one's keys live longer.
        keys.rotate(grace: 30 * day, now: now + day)
        #expect(!keys.verifiers(at: now + 10 * day).map(\.id).contains(sign))
        keys.rotate(grace: 0, now: now + 2 * day)
        #expect(keys.signing.count == 1)
        #expect(keys.sealing.count == 1)
    }

    @Test("two clones' keys come together whichever is called ours: every key, the earlier end")
    func merging() throws {
        let base = InboxKeys.make(now: now)
        var (left, right) = (base, base)
        left.rotate(grace: 10 * day, now: now + 60)
        right.rotate(grace: 0, now: now + 120)
        right.revoke(InvitationRevocation(.invitation("jti-1"), until: now + day), now: now)
        left.revoke(InvitationRevocation(.invitation("jti-2"), until: now + day), now: now)
        let united = left.united(with: right)
        #expect(InboxKeysFormat.encode(united) == InboxKeysFormat.encode(right.united(with: left)))
        #expect(united.signing.count == 3)
        #expect(united.revocations.count == 2)
        #expect(united.signer?.id == right.signer?.id)
        let twice = united.united(with: left)
        #expect(InboxKeysFormat.encode(twice) == InboxKeysFormat.encode(united))
    }

    @Test("they live in the vault, encrypted, under a name that is no user's")
    func store() async throws {
        let scene = try InboxScene()
        #expect(try await scene.store.load() == nil)
        let keys = try await scene.store.change(now: now)
        let path = "data/connections/.inbox-keys.gpg"
        let sealed = try #require(scene.disk.files[path])
        #expect(try await scene.store.load()?.signer?.id == keys.signer?.id)
        #expect(try scene.vault.listing().users == [])
        #expect(try scene.vault.listing().strangers == [])
        // What changes nothing writes nothing.
        try await scene.store.change(now: now)
        #expect(scene.disk.files[path] == sealed)
        // The last gate knows them.
        let d = try #require(keys.signer?.d)
        #expect(scene.ledger.find(in: Array("{\"d\":\"\(d)\"}".utf8)))
    }

    @Test("a document that is something else is broken, and is not written over")
    func damaged() async throws {
        let scene = try InboxScene()
        try await scene.vault.save(Array("{}".utf8), as: .inboxKeys, replacing: nil)
        await #expect(throws: VaultError.self) { try await scene.store.change(now: now) }
        #expect(try await scene.vault.load(.inboxKeys)?.plaintext == Array("{}".utf8))
    }
}
