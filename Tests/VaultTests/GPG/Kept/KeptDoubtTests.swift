import FoundationEssentials
import LatchkeyTestSupport
import Testing

@testable import Vault

/// Where a kept gpg is no judge, the answer is gpgme's own.
@Suite("Doubts of a kept gpg")
struct KeptDoubtTests {
    /// Something that is no whole message to us, made of one that is.
    enum Kind: CaseIterable, Sendable {
        case empty, text, cut, cutInKey, tampered, tamperedAtEnd, trailing, trailingPacket, twice
        case foreign, literal, signed, symmetric, eyesOnly, armoredCut, literalBefore
    }

    @Test("what is no message of ours is told as gpgme tells it", arguments: Kind.allCases)
    func kinds(_ kind: Kind) async throws {
        let site = try await KeptSite()
        let good = try #require(site.lane.seal(Array("hello".utf8), to: [site.own]))
        let bad = try await Self.make(kind, of: good, site)
        let alone = await site.verdict(bad)
        let cipher = site.keyring.cipher(lanes: 1)
        let together = await KeptSite.result { () throws(CipherError) in
            try await cipher.open(bad).plaintext
        }
        #expect(together == alone)
        if let kept = site.lane.open(bad) { #expect(.success(kept.plaintext) == alone) }
        // The next is none the worse for it.
        #expect(site.lane.open(good)?.plaintext == Array("hello".utf8))
        #expect(try await cipher.open(good).plaintext == Array("hello".utf8))
    }

    private static func make(_ kind: Kind, of good: [UInt8], _ site: KeptSite) async throws
        -> [UInt8]
    {
        let literal = try site.keyring.gpg(["--store"], input: Array("hello".utf8))
        var bytes = good
        switch kind {
        case .empty: return []
        case .text: return Array("{\"format\":\"latchkey-user\"}".utf8)
        case .cut: return Array(good.dropLast(3))
        case .cutInKey: return Array(good.prefix(30))
        case .tampered: bytes[good.count - 40] ^= 1
        case .tamperedAtEnd: bytes[good.count - 1] ^= 1
        case .trailing: bytes += Array("garbage".utf8)
        case .trailingPacket: bytes += literal
        case .literalBefore: bytes = literal + good
        case .twice: bytes += good
        case .literal: return literal
        case .foreign:
            let other = try TemporaryKeyring()
            let name = try await other.addKey("Foreign <foreign@example.org>")
            return try await other.cipher().seal([1], to: [name])
        case .signed: return try site.keyring.gpg(["--sign"], input: Array("hello".utf8))
        case .symmetric:
            return try site.keyring.gpg(
                ["--pinentry-mode", "loopback", "--passphrase", "x", "--symmetric"],
                input: Array("hello".utf8)
            )
        case .eyesOnly:
            return try site.keyring.gpg(
                ["--for-your-eyes-only", "--recipient", site.own, "--encrypt"],
                input: Array("hello".utf8)
            )
        case .armoredCut:
            let armored = try site.keyring.gpg(
                ["--armor", "--recipient", site.own, "--encrypt"],
                input: Array("hello".utf8)
            )
            return Array(armored.dropLast(60))
        }
        return bytes
    }

    @Test("a small message that unpacks to more than the limit is refused as gpgme refuses it")
    func bomb() async throws {
        let site = try await KeptSite()
        let zeros = [UInt8](repeating: 0, count: GPGContext.plaintextLimit + 1)
        let recipient = ["--compress-algo", "zlib", "--recipient", site.own, "--encrypt"]
        let bomb = try site.keyring.gpg(recipient, input: zeros)
        #expect(site.lane.open(bomb) == nil)
        #expect(await site.verdict(bomb) == Self.verdict(site, bomb))
        let most = try site.keyring.gpg(recipient, input: Array(zeros.dropLast()))
        #expect(site.lane.open(most)?.plaintext.count == GPGContext.plaintextLimit)
    }

    private static func verdict(_ site: KeptSite, _ bytes: [UInt8]) async -> Result<
        [UInt8], CipherError
    > {
        await KeptSite.result { () throws(CipherError) in
            try await site.keyring.cipher().open(bytes).plaintext
        }
    }

    static let lines = [
        "verbose", "log-file /tmp/latchkey-no-such-folder/log", "use-embedded-filename", "armor",
        "ignore-mdc-error", "compress-level 9", "comment hello",
        "throw-keyids", "default-recipient-self", "no-such-option", "output /dev/null",
        "max-output 10", "status-fd 1", "dry-run", "list-only", "for-your-eyes-only",
    ]

    @Test("whatever gpg.conf says, the answer is gpgme's", arguments: lines)
    func settings(_ line: String) async throws {
        let site = try await KeptSite()
        let good = try #require(site.lane.seal([1, 2, 3], to: [site.own]))
        try site.configure(line)
        let (cipher, own) = (site.keyring.cipher(), site.own)
        #expect(await site.verdict(good) == Self.verdict(site, good))
        let trailing = good + Array("garbage".utf8)
        #expect(await site.verdict(trailing) == Self.verdict(site, trailing))
        let alone = await KeptSite.result { () throws(CipherError) in
            try await cipher.perform { context throws(GPGFailure) in
                try context.encrypt([4, 5], to: [own])
            }
        }
        let together = await KeptSite.result { () throws(CipherError) in
            try await cipher.seal([4, 5], to: [own])
        }
        switch (alone, together) {
        case (.success(let alone), .success(let together)):
            #expect(SealedShape(alone) == SealedShape(together))
            #expect(await site.verdict(together) == site.verdict(alone))
        default: #expect(alone == together)
        }
    }

    @Test("encrypt-to in gpg.conf adds nobody")
    func encryptTo() async throws {
        let site = try await KeptSite()
        let second = try await site.keyring.addKey("Second <second@example.org>")
        try site.configure("encrypt-to \(second)")
        let lane = KeptSite.lane(site.keyring)
        let sealed = try #require(lane.seal([1], to: [site.own]))
        #expect(SealedShape(sealed)?.sessionKeys.count == 1)
    }

    @Test("a gpg that never does this work is asked for it three times, and gpgme goes on")
    func givesUp() async throws {
        let site = try await KeptSite()
        // A word that no trail knows, in each answer.
        let signed = try site.keyring.gpg(
            ["--sign", "--recipient", site.own, "--encrypt"],
            input: [1]
        )
        let patience = KeptLane.Patience()
        let lane = GPGLane(GPGSettings(home: site.keyring.home.path), patience, number: 0)
        for count in 0..<5 {
            #expect(patience.opening.isOver == (count >= 3))
            let opened = try await lane.perform(asking: { $0.open(signed) }) {
                context throws(GPGFailure) in try context.decrypt(signed)
            }
            #expect(opened.plaintext == [1])
        }
        #expect(!patience.sealing.isOver)
        // What gpgme can't do either is nobody's fault.
        let calm = KeptLane.Patience()
        let other = GPGLane(GPGSettings(home: site.keyring.home.path), calm, number: 1)
        for _ in 0..<5 {
            await #expect(throws: GPGFailure.self) {
                try await other.perform(asking: { $0.open([1, 2, 3]) }) {
                    context throws(GPGFailure) in try context.decrypt([1, 2, 3])
                }
            }
        }
        #expect(!calm.opening.isOver)
    }
}
