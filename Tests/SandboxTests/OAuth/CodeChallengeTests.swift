import Testing

@testable import Sandbox

@Suite("PKCE")
struct CodeChallengeTests {
    @Test("The challenge of RFC 7636, appendix B, comes out")
    func example() {
        let challenge = CodeChallenge.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        #expect(challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        #expect(CodeChallenge.isChallenge(challenge))
    }

    @Test(
        "A verifier has 43 to 128 unreserved characters",
        arguments: [
            (String(repeating: "a", count: 42), false), (String(repeating: "~", count: 43), true),
            (String(repeating: "a", count: 128), true), (String(repeating: "a", count: 129), false),
            (String(repeating: "+", count: 43), false),
        ]
    )
    func verifiers(text: String, isGood: Bool) {
        #expect(CodeChallenge.isVerifier(text) == isGood)
    }
}
