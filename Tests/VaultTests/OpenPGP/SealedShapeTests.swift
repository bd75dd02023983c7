import LatchkeyTestSupport
import Testing

@testable import Vault

/// What a message shows without any key, against what gpg itself writes.
@Suite("The shape of a sealed message")
struct SealedShapeTests {
    @Test(
        "a message fits its plaintext, and none that is shorter or longer",
        arguments: [
            0, 1, 100, 185, 186, 377, 378, 505, 506, 507, 1016, 1024, 1529, 2000, 2041, 8180, 8192,
            8697, 9000, 70_000, 1_000_000,
        ]
    )
    func lengths(count: Int) async throws {
        let shape = try await Self.shape(count)
        let fitting = (max(0, count - 20)...count + 20).filter { shape.fits(plaintext: $0) }
        #expect(fitting == [count], "\(shape)")
    }

    @Test(
        "a length that a shorter plaintext would have, too, fits none but the shortest",
        arguments: [1017, 1018, 2042, 8185, 8186]
    )
    func sharedLengths(count: Int) async throws {
        let shape = try await Self.shape(count)
        let fitting = (count - 20...count + 20).filter { shape.fits(plaintext: $0) }
        #expect(fitting.count <= 1 && fitting.allSatisfy { $0 <= count }, "\(fitting)")
    }

    @Test(
        "a message that came through a pipe fits as well, and is not taken for another length",
        arguments: [0, 1, 185, 186, 249, 250, 300, 457, 458, 511, 900, 5000, 70_000]
    )
    func pieces(count: Int) async throws {
        let keyring = try TemporaryKeyring()
        let fingerprint = try await keyring.addKey()
        let sealed = try await keyring.cipher().perform { context throws(GPGFailure) in
            try context.encrypt([UInt8](repeating: 7, count: count), to: [fingerprint])
        }
        let shape = try #require(SealedShape(sealed))
        let fitting = (max(0, count - 20)...count + 20).filter { shape.fits(plaintext: $0) }
        #expect(fitting == [count], "\(shape)")
    }

    private static func shape(_ count: Int) async throws -> SealedShape {
        let keyring = try TemporaryKeyring()
        let fingerprint = try await keyring.addKey()
        let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        return try #require(
            SealedShape(try await keyring.cipher().seal(plaintext, to: [fingerprint]))
        )
    }

    @Test("a session key for each recipient, under the id of the part that encrypts")
    func recipients() async throws {
        let (keyring, other) = (try TemporaryKeyring(), try TemporaryKeyring())
        let own = try await keyring.addKey("Own <own@example.org>")
        try other.gpg(
            [
                "--passphrase", "", "--quick-generate-key", "RSA <rsa@example.org>", "rsa2048",
                "encr",
            ]
        )
        try keyring.importPublicKeys(of: other, "rsa@example.org")
        let cipher = keyring.cipher()
        let rsa = try #require(try await cipher.keys(matching: "rsa@example.org").first)
        let key = try #require(try await cipher.keys(matching: own).first)
        let sealed = try await cipher.seal([1, 2, 3], to: [own, rsa.fingerprint])
        let shape = try #require(SealedShape(sealed))
        #expect(shape.fits(plaintext: 3))
        let ids = (key.parts + rsa.parts).filter(\.canEncrypt).map(\.keyID)
        #expect(shape.sessionKeys.map(\.keyID) == ids)
        #expect(shape.sessionKeys.map(\.algorithm) == [18, 1])
    }

    @Test("a message that is cut anywhere, or goes on, has none")
    func cut() async throws {
        let keyring = try TemporaryKeyring()
        let fingerprint = try await keyring.addKey()
        for count in [10, 900, 3000] {
            let plaintext = [UInt8](repeating: 7, count: count)
            let sealed = try await keyring.cipher().seal(plaintext, to: [fingerprint])
            #expect(SealedShape(sealed) != nil)
            for length in sealed.indices {
                // Where a first piece ends a message might; then it is no longer of that length.
                let shape = SealedShape(Array(sealed.prefix(length)))
                #expect(shape == nil, "\(length) of \(sealed.count)")
            }
            #expect(SealedShape(sealed + [0]) == nil)
            #expect(SealedShape(sealed + sealed) == nil)
        }
    }

    @Test(
        "what gpg writes in any other way has none, or does not fit",
        arguments: [
            ["--armor"], ["--throw-keyids"], ["--set-filename", "name"],
            ["--compress-algo", "zip"],
            ["--symmetric", "--passphrase", "x"], ["--cipher-algo", "3DES"],
        ]
    )
    func otherMessages(options: [String]) async throws {
        let keyring = try TemporaryKeyring()
        let fingerprint = try await keyring.addKey()
        let plaintext = Array(
            """
            A text that is longer than it need be, so that it can be made shorter than it is, made
            shorter than it is, made shorter than it is, made shorter than it is, as it can be made.
            """.utf8
        )
        let sealed = try keyring.gpg(
            ["--pinentry-mode", "loopback", "--encrypt", "--recipient", fingerprint] + options,
            input: plaintext
        )
        let fits = SealedShape(sealed)?.fits(plaintext: plaintext.count) ?? false
        #expect(!fits, "\(options)")
    }

    @Test(
        "bytes that are no such message have none",
        arguments: [
            [], [0], [0x84], [0x84, 0], [0xC1, 0], [0xD2, 0], [0xD2, 1, 1], [0xD2, 224, 1],
            [0xD2, 255, 255, 255, 255, 255], [0xD2, 254], [0x87, 3], [0xC1, 255, 0, 0],
            [0x84, 11, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 255, 0xD2, 1, 1],
            [0x84, 12, 3, 1, 1, 1, 1, 1, 1, 1, 1, 18, 255, 255, 0xD2, 1, 1],
        ] as [[UInt8]]
    )
    func noMessage(bytes: [UInt8]) {
        #expect(SealedShape(bytes) == nil)
    }
}
