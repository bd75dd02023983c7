import Documents
import LatchkeyTestSupport
import Testing

@testable import JOSE

@Suite("A sealed message")
struct CompactJWETests {
    private let key: SealingKey

    init() throws {
        key = try #require(SealingKey(d: ConcatKDFTests.bob))
    }

    private func opened(_ text: String) throws(JOSEProblem) -> [UInt8] {
        try CompactJWE(text).open(with: key)
    }

    @Test("the content of RFC 7516, appendix A.1, is decrypted with its key")
    func appendixA1() throws {
        let key: [UInt8] = [
            177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246, 138, 7, 110,
            91, 112, 46, 34, 105, 47, 130, 203, 46, 122, 234, 64, 252,
        ]
        let plain = try CompactJWE.decrypt(
            try #require(
                Base64URL.bytes(
                    "5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A"
                )
            ),
            tag: try #require(Base64URL.bytes("XFBoMYUZodetZdvTiFvSkQ")),
            nonce: try #require(Base64URL.bytes("48V1_ALb6US04U3b")),
            authenticating: Array("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ".utf8),
            key: key
        )
        let expected = "The true sign of intelligence is not knowledge but imagination."
        #expect(String(decoding: plain, as: UTF8.self) == expected)
    }

    @Test("what another implementation sealed is opened")
    func otherImplementation() throws {
        // By jwcrypto 1.5, for the key of RFC 7518, appendix C.
        let sealed =
            "eyJhbGciOiJFQ0RILUVTIiwiY3R5IjoianNvbiIsImVuYyI6IkEyNTZHQ00iLCJlcGsiOnsiY3J2IjoiUC0yNTYiLCJrdHkiOiJFQyIsIngiOiJPZWhQUGdteDJrb21OMmFBQ21FS2dQR29CR0NUY1lEcGhFakNDR196MUJBIiwieSI6Ims0eFF3Xzlxd1dJNDRXMFRGZkFuMnhFd1luWWVwOXlwaWtyTWp2ZUFvR3cifSwia2lkIjoiVnk1N1hyQXJVclcwTmJwSTEydEV6REhBQnhNd3JUaDZISFhSZW5TcG5DbyJ9..T8SsF7YQEdPMB-Kd.Oc2CJHu2oSexf5bCqGoOecuR1uxjuC3DjLs8RCIcXhTJAVCp.2upUQE7VA-AaBK0x4P6b4Q"
        #expect(try JSONValue(parsing: opened(sealed))["text"]?.string == "æ–🎧")
    }

    @Test(
        "what a browser's way of sealing makes is opened whole",
        arguments: [0, 1, 15, 16, 17, 4000]
    )
    func roundTrip(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let sealed = try TestSealer().seal(bytes, to: key.point, id: key.id)
        #expect(try opened(sealed) == bytes)
    }

    @Test("any bit that is turned in any part keeps it shut")
    func turnedBits() throws {
        let parts = Parts(try TestSealer().seal(["code": "abc"], to: key))
        var tried = 0
        for part in [0, 2, 3, 4] {
            for byte in try #require(Base64URL.bytes(parts.parts[part])).indices {
                let text = parts.turned(part, byte: byte, bit: byte % 8)
                #expect(throws: JOSEProblem.self, "part \(part), byte \(byte)") {
                    try opened(text)
                }
                tried += 1
            }
        }
        #expect(tried > 200)
    }

    static let headerRows: [(String, JSONObject)] = [
        ("no algorithm", ["alg": "none"]), ("another algorithm", ["alg": "ECDH-ES+A256KW"]),
        ("an algorithm that is no text", ["alg": 1]), ("no algorithm at all", ["alg": .null]),
        ("RSA", ["alg": "RSA-OAEP"]), ("another encryption", ["enc": "A128GCM"]),
        ("an encryption with a MAC", ["enc": "A256CBC-HS512"]), ("no encryption", ["enc": .null]),
        ("compression", ["zip": "DEF"]), ("a critical extension", ["crit": ["exp"], "exp": 1]),
        ("the producer's information", ["apu": "QWxpY2U"]),
        ("the recipient's information", ["apv": "Qm9i"]), ("no key's name", ["kid": .null]),
        ("another key's name", ["kid": "other"]), ("a key's name that is none", ["kid": ["a"]]),
        ("no ephemeral key", ["epk": .null]),
        (
            "an ephemeral key of another curve",
            ["epk": ["kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"]]
        ),
        (
            "a point off the curve",
            [
                "epk": [
                    "kty": "EC", "crv": "P-256",
                    "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
                    "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFppo",
                ]
            ]
        ),
        (
            "the point of nothing",
            [
                "epk": [
                    "kty": "EC", "crv": "P-256",
                    "x": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "y": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                ]
            ]
        ),
        (
            "a coordinate that is too short",
            [
                "epk": [
                    "kty": "EC", "crv": "P-256", "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5",
                    "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
                ]
            ]
        ),
    ]

    @Test(
        "a header that asks for anything else is refused, though it is sealed whole",
        arguments: headerRows
    )
    func headers(title: String, members: JSONObject) throws {
        var sealer = TestSealer()
        sealer.header = members
        let text = try sealer.seal(["code": "abc"], to: key)
        #expect(throws: JOSEProblem.self, "\(title)") { try opened(text) }
    }

    @Test("a key derived for another encryption does not fit")
    func derivation() throws {
        var sealer = TestSealer()
        sealer.derivation = "A128GCM"
        let text = try sealer.seal(["code": "abc"], to: key)
        #expect(throws: JOSEProblem.notGenuine) { try opened(text) }
    }

    @Test("a form that is not the compact one of five parts is refused")
    func forms() throws {
        let parts = Parts(try TestSealer().seal(["code": "abc"], to: key))
        let odd = [
            "", ".", "....", "eyJ9....", parts.parts.dropLast().joined(separator: "."),
            parts.text + ".", "." + parts.text, parts.with(1, "AAAA"), parts.with(2, ""),
            parts.with(2, parts.parts[2] + "A"), parts.with(4, String(parts.parts[4].dropLast(4))),
            parts.with(4, ""), parts.with(3, parts.parts[3] + "="),
            parts.with(3, " " + parts.parts[3]),
            parts.with(0, parts.parts[0] + "="), parts.with(0, Base64URL.text(Array("[]".utf8))),
            parts.with(0, Base64URL.text(Array(repeating: UInt8(ascii: "["), count: 3000))),
            parts.text.replacing(".", with: "\n."),
        ]
        for text in odd {
            #expect(throws: JOSEProblem.self, "\(text.prefix(40))") { try opened(text) }
        }
    }

    @Test("it opens with the key it was sealed to, and with no other")
    func otherKey() throws {
        let other = SealingKey()
        var sealer = TestSealer()
        sealer.header = ["kid": .string(key.id)]
        let text = try sealer.seal(["code": "abc"], to: other)
        #expect(throws: JOSEProblem.notGenuine) { try opened(text) }
        let named = try TestSealer().seal(["code": "abc"], to: other)
        #expect(throws: JOSEProblem.unknownKey) { try opened(named) }
    }
}
