import Crypto
import Documents
import Testing

@testable import JOSE

@Suite("The key derivation of ECDH-ES")
struct ConcatKDFTests {
    /// RFC 7518, appendix C: Bob's key, and Alice's ephemeral one.
    static let bob = "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"
    static let alice = "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo"

    @Test("both sides of RFC 7518, appendix C, agree on its Z and derive its key")
    func appendixC() throws {
        let bob = try #require(SealingKey(d: Self.bob))
        let alice = try #require(SealingKey(d: Self.alice))
        #expect(alice.point.jwk["x"]?.string == "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0")
        #expect(bob.point.jwk["y"]?.string == "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck")
        for (own, their) in [(bob, alice), (alice, bob)] {
            let secret = try own.key.sharedSecretFromKeyAgreement(with: their.key.publicKey)
            #expect(secret.agreedBytes.prefix(5) == [158, 86, 217, 29, 129])
            #expect(secret.agreedBytes.suffix(3) == [254, 144, 196])
            let key = ConcatKDF.key(
                from: secret.agreedBytes,
                for: "A128GCM",
                bytes: 16,
                apu: Array("Alice".utf8),
                apv: Array("Bob".utf8)
            )
            #expect(Base64URL.text(key) == "VqqN6vgjbSBcIijNcacQGg")
        }
    }

    @Test("a key's name is its thumbprint, as another implementation makes it")
    func thumbprint() throws {
        // jwcrypto 1.5's; RFC 7638, section 3.
        let key = try #require(SealingKey(d: Self.bob))
        #expect(key.id == "Vy57XrArUrW0NbpI12tEzDHABxMwrTh6HHXRenSpnCo")
        #expect(key.publicJWK["kid"]?.string == key.id)
        #expect(key.publicJWK["d"] == nil)
    }
}
