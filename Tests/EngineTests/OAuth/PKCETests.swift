import Testing
import Vault

@testable import Engine

@Suite("Proof Key for Code Exchange")
struct PKCETests {
    @Test("the challenge is the one of RFC 7636, appendix B")
    func appendixB() {
        let pkce = PKCE(verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        #expect(pkce.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test("verifiers have 43 characters of the allowed set, and differ")
    func verifiers() {
        let verifiers = (0..<100).map { _ in PKCE().verifier.reveal() }
        #expect(Set(verifiers).count == 100)
        for verifier in verifiers {
            #expect(verifier.utf8.count == 43)
            #expect(verifier.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        }
    }
}
