import Documents
import LatchkeyTestSupport
import Testing

@testable import JOSE

@Suite("A signed text")
struct CompactJWSTests {
    @Test("the signature of RFC 7515, appendix A.3, fits its key, and no other text")
    func appendixA3() throws {
        let key = try #require(SigningKey(d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"))
        #expect(key.point.jwk["x"]?.string == "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
        // jwcrypto's thumbprint of the same key.
        #expect(key.id == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U")
        let signed = Array(
            ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
                + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ").utf8
        )
        let signature = try #require(
            Base64URL.bytes(
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
            )
        )
        #expect(CompactJWS.isValid(signature, of: signed, by: key.point))
        #expect(!CompactJWS.isValid(signature, of: signed + [0], by: key.point))
        #expect(!CompactJWS.isValid(Array(signature.dropLast()), of: signed, by: key.point))
        #expect(!CompactJWS.isValid([], of: signed, by: key.point))
    }

    @Test("what is signed here is verified, by the key it names among others")
    func roundTrip() throws {
        let (one, other) = (SigningKey(), SigningKey())
        let text = try CompactJWS.make(["sub": "anna"], type: "test+jwt", by: one)
        let signed = try CompactJWS(text)
        #expect(signed.type == "test+jwt")
        #expect(signed.keyID == one.id)
        let payload = try signed.verified(by: [other, one])
        #expect(try JSONValue(parsing: payload) == ["sub": "anna"])
        #expect(throws: JOSEProblem.unknownKey) { try signed.verified(by: [other]) }
        #expect(throws: JOSEProblem.unknownKey) { try signed.verified(by: []) }
    }

    @Test("any bit that is turned in any part breaks it")
    func turnedBits() throws {
        let key = SigningKey()
        let parts = Parts(try CompactJWS.make(["sub": "anna"], type: "test+jwt", by: key))
        for part in 0..<3 {
            for byte in try #require(Base64URL.bytes(parts.parts[part])).indices {
                let text = parts.turned(part, byte: byte, bit: byte % 8)
                #expect(throws: JOSEProblem.self, "part \(part), byte \(byte)") {
                    try CompactJWS(text).verified(by: [key])
                }
            }
        }
    }

    static let headerRows: [JSONValue] = [
        ["alg": "none", "kid": "K"], ["alg": "HS256", "kid": "K"], ["alg": "RS256", "kid": "K"],
        ["alg": "es256", "kid": "K"], ["alg": "ES256"], ["alg": "ES256", "kid": 1],
        ["alg": "ES256", "kid": "K", "crit": ["b64"], "b64": false],
        ["alg": "ES256", "kid": "K", "b64": true], ["alg": ["ES256"], "kid": "K"], [],
    ]

    @Test("a header that asks for anything else is refused", arguments: headerRows)
    func headers(header: JSONValue) throws {
        let key = SigningKey()
        let parts = Parts(try CompactJWS.make(["sub": "anna"], type: "test+jwt", by: key))
        var header = header
        if case .object(var object) = header, object["kid"]?.string == "K" {
            object["kid"] = .string(key.id)
            header = .object(object)
        }
        let text = parts.with(0, Base64URL.text(header.compactText()))
        #expect(throws: JOSEProblem.self) { try CompactJWS(text).verified(by: [key]) }
    }

    @Test("without a signature, or with parts too many, it is refused")
    func forms() throws {
        let key = SigningKey()
        let parts = Parts(try CompactJWS.make(["sub": "anna"], type: "test+jwt", by: key))
        for text in [
            "", "..", parts.with(2, ""), parts.text + ".", parts.text + "=",
            parts.parts.prefix(2).joined(separator: "."), parts.with(1, parts.parts[1] + " "),
        ] {
            #expect(throws: JOSEProblem.self) { try CompactJWS(text).verified(by: [key]) }
        }
    }
}
