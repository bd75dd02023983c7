import FoundationEssentials
import LatchkeyTestSupport
import Testing

@testable import Vault

@Suite("Receipts of messages")
struct ReceiptTests {
    private static func receipt(_ number: Int, invitation: String? = nil, days: Double = 7)
        -> Receipt
    {
        Receipt(
            message: "message-\(number)",
            invitation: invitation,
            until: VaultSample.now.addingTimeInterval(days * 86_400)
        )
    }

    private func file(_ receipts: Receipt...) throws -> UserFile {
        var file = UserFile(user: try VaultSample.user())
        for receipt in receipts { file.add(receipt, now: VaultSample.now) }
        return file
    }

    @Test("they come back as they were, and a file without any is as it always was")
    func format() throws {
        let written = try file(Self.receipt(2, invitation: "jti-2"), Self.receipt(1, days: 1))
        #expect(try UserFileCodec.decode(UserFileCodec.encode(written)) == written)
        let text = String(decoding: UserFileCodec.encode(try file()), as: UTF8.self)
        #expect(!text.contains("receipts"))
    }

    @Test("one that has run out goes with the next that comes")
    func runOut() throws {
        var file = try file(Self.receipt(1, invitation: "jti-1", days: 1))
        file.add(Self.receipt(2, days: 9), now: VaultSample.now.addingTimeInterval(2 * 86_400))
        #expect(file.receipts.map(\.message) == ["message-2"])
        #expect(!file.hasUsed(invitation: "jti-1"))
        #expect(file.hasTaken(message: "message-2"))
    }

    @Test("what either of two clones has taken is taken")
    func merging() throws {
        let ours = try file(Self.receipt(1, invitation: "jti-1"), Self.receipt(2))
        let theirs = try file(Self.receipt(2), Self.receipt(3, invitation: "jti-3"))
        let one = UserFileMerge(base: nil, ours: ours, theirs: theirs).file
        let other = UserFileMerge(base: ours, ours: theirs, theirs: ours).file
        #expect(one.receipts.map(\.message) == ["message-1", "message-2", "message-3"])
        #expect(one == other)
    }

    @Test("a rekeying takes the vault's other files along, and says who could read them")
    func rekeying() async throws {
        let vault = VaultSample.plainVault()
        try await vault.save(Array("keys".utf8), as: .inboxKeys, replacing: nil)
        let report = try await vault.rekey(now: VaultSample.now)
        #expect(report.isComplete)
        #expect(report.documents.map(\.path) == ["c/.inbox-keys.gpg"])
        #expect(report.documents.first?.removedKeys == [])
        #expect(try await vault.load(.inboxKeys)?.plaintext == Array("keys".utf8))
    }
}
